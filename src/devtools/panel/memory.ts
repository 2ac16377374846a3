import type { Memory } from './view'

const PREFIX = 'websocket-store-devtools:'

/** Remembers in the storage of the page. Without one, or when it is full or forbidden, it remembers until a reload. */
export function createMemory(storage: () => Pick<Storage, 'getItem' | 'setItem'> = () => localStorage): Memory {
  const values = new Map<string, unknown>()
  return {
    get(name) {
      if (values.has(name)) return values.get(name)
      try {
        const text = storage().getItem(PREFIX + name)
        return text === null ? undefined : (JSON.parse(text) as unknown)
      } catch {
        return undefined
      }
    },
    set(name, value) {
      values.set(name, value)
      try {
        storage().setItem(PREFIX + name, JSON.stringify(value))
      } catch {
        // Kept in `values`.
      }
    },
  }
}

/** The remembered value if it is one of these, or the first of them. */
export function recallOneOf<T>(memory: Memory, name: string, choices: readonly [T, ...T[]]): T {
  const value = memory.get(name)
  return choices.find((choice) => choice === value) ?? choices[0]
}

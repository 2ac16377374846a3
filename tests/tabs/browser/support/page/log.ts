import type { RecoveryVerdict } from 'websocket-store'

/** Numbers that arrived without a hole, first and last, or a verdict about what follows. */
export type LogEntry = readonly [first: number, last: number] | RecoveryVerdict

/** Records the numbers of a channel in the order of their arrival. Short, however many they are. */
export function createLog(): { readonly entries: LogEntry[]; number(n: number): void; verdict(verdict: RecoveryVerdict): void } {
  const entries: LogEntry[] = []
  return {
    entries,
    number(n) {
      const last = entries.at(-1)
      if (typeof last === 'object' && n === last[1] + 1) entries[entries.length - 1] = [last[0], n]
      else entries.push([n, n])
    },
    verdict: (verdict) => void entries.push(verdict),
  }
}

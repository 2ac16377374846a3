import { realTimeout } from '../clock/real-timeout'

interface Wait {
  check(): void
  reject(error: Error): void
}

export interface Waiting {
  /** Resolves with the value of the first result of `find` that is not undefined. `find` runs at once and after each `check()`. */
  until<T>(find: () => { readonly value: T } | undefined, timeoutMs: number, describeFailure: () => string): Promise<T>
  check(): void
  /** Rejects all, and everything that starts later. */
  stop(reason: string): void
}

export function createWaiting(): Waiting {
  const waits = new Set<Wait>()
  let stopReason: string | undefined

  return {
    until<T>(find: () => { readonly value: T } | undefined, timeoutMs: number, describeFailure: () => string) {
      return new Promise<T>((resolve, reject) => {
        const found = find()
        if (found) return resolve(found.value)
        if (stopReason !== undefined) return reject(new Error(stopReason))
        const end = (settlePromise: () => void) => {
          cancel()
          waits.delete(wait)
          settlePromise()
        }
        const wait: Wait = {
          check() {
            const later = find()
            if (later) end(() => resolve(later.value))
          },
          reject: (error) => end(() => reject(error)),
        }
        const cancel = realTimeout(timeoutMs, () => wait.reject(new Error(describeFailure())))
        waits.add(wait)
      })
    },
    check: () => [...waits].forEach((wait) => wait.check()),
    stop(reason) {
      stopReason = reason
      for (const wait of [...waits]) wait.reject(new Error(reason))
    },
  }
}

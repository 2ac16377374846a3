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
        let cancel = () => {}
        const end = (settlePromise: () => void) => {
          cancel()
          waits.delete(wait)
          settlePromise()
        }
        const wait: Wait = {
          check() {
            try {
              const found = find()
              if (found) end(() => resolve(found.value))
            } catch (error) {
              // The condition threw. The server goes on.
              end(() => reject(error instanceof Error ? error : new Error(String(error))))
            }
          },
          reject: (error) => end(() => reject(error)),
        }
        waits.add(wait)
        wait.check()
        if (!waits.has(wait)) return
        if (stopReason !== undefined) return wait.reject(new Error(stopReason))
        cancel = realTimeout(timeoutMs, () => wait.reject(new Error(describeFailure())))
      })
    },
    check: () => [...waits].forEach((wait) => wait.check()),
    stop(reason) {
      stopReason = reason
      for (const wait of [...waits]) wait.reject(new Error(reason))
    },
  }
}

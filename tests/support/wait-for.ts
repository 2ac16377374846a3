import type { ConnectionSnapshot, Phase } from 'websocket-store'

export interface WaitOptions {
  /** @default 10_000 */
  timeoutMs?: number
  /** Error message when the time is up and `check` never threw. */
  message?: string
}

const INTERVAL_MS = 4

type Truthy<T> = Exclude<T, false | 0 | '' | null | undefined>

/** Resolves with the result of `check` when it is truthy. Retries after a falsy result or a throw. */
export async function waitFor<T>(check: () => T, options: WaitOptions = {}): Promise<Truthy<T>> {
  const { timeoutMs = 10_000, message = `still waiting after ${timeoutMs} ms for: ${String(check)}` } = options
  const end = performance.now() + timeoutMs
  for (;;) {
    let failure: unknown = new Error(message)
    try {
      const value = check()
      if (value) return value as Truthy<T>
    } catch (error) {
      failure = error
    }
    if (performance.now() > end) throw failure
    await pause(INTERVAL_MS)
  }
}

/** Resolves with the snapshot when the connection reaches the phase. */
export function untilPhase<In>(
  connection: { getSnapshot(): ConnectionSnapshot<In> },
  phase: Phase,
): Promise<ConnectionSnapshot<In>> {
  return waitFor(() => {
    const snapshot = connection.getSnapshot()
    if (snapshot.phase === phase) return snapshot
    throw new Error(`still ${snapshot.phase}, waiting for ${phase}`)
  })
}

/** Waits while something must *not* happen. To wait for an event, use `waitFor`. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

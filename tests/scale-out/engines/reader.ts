import type { Engine, Entry, Start } from '../../../examples/scale-out/src/engine'
import { waitFor } from '../../support/wait-for'

export interface Reader {
  readonly starts: readonly Start[]
  /** The entries since the last start. */
  readonly entries: readonly Entry[]
  readonly errors: readonly string[]
  /** Waits until it has read this data. */
  hasRead(data: string): Promise<void>
  /** Waits for the start with this number. The first one is 1. */
  hasStarted(times: number): Promise<Start>
  stop(): void
}

/** Follows the stream, and checks that each entry continues the one before it. */
export function startReader(engine: Engine, windowSize = 1000): Reader {
  const starts: Start[] = []
  const errors: string[] = []
  let entries: Entry[] = []
  const stop = engine.follow(windowSize, {
    start(at) {
      starts.push(at)
      entries = []
    },
    entry(entry) {
      const expected = starts.at(-1)!.first + entries.length
      if (entry.seq !== expected) errors.push(`read ${entry.seq} instead of ${expected}`)
      entries.push(entry)
    },
    error: (error) => errors.push(error instanceof Error ? error.message : String(error)),
  })
  const timeoutMs = 30_000
  return {
    starts,
    get entries() {
      return entries
    },
    errors,
    async hasRead(data) {
      await waitFor(() => entries.some((entry) => entry.data === data), { timeoutMs, message: `did not read ${data}: ${errors.join(', ')}` })
    },
    hasStarted: (times) => waitFor(() => starts[times - 1], { timeoutMs, message: `did not start ${times} times: ${errors.join(', ')}` }),
    stop,
  }
}

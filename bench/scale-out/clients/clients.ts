import type { ClientCommand, Receivers } from './commands'
import { startWorker } from './worker'

/** The receivers of all processes together. */
export interface Clients {
  /** Resolves when all of them are subscribed. */
  connect(receivers: Receivers): Promise<void>
  /** Counts messages from now on. */
  begin(options: { isTimed: boolean }): Promise<void>
  /** Messages since `begin()`. It is some milliseconds old. */
  readonly received: number
  /** Resolves when this number of messages was received since `begin()`. */
  untilReceived(count: number): Promise<void>
  /** In ms, for each message since `begin()`. */
  latencies(): Promise<number[]>
  disconnect(): Promise<void>
  end(): void
}

const PROCESSES = 2
const TIMEOUT_MS = 20_000

export function startClients(program: string): Clients {
  const counts = Array<number>(PROCESSES).fill(0)
  let waiting: { count: number; resolve(): void; reject(error: Error): void } | undefined
  let failure: Error | undefined

  const received = (): number => counts.reduce((sum, count) => sum + count, 0)
  const workers = counts.map((_, index) =>
    startWorker(program, {
      onReceived(count) {
        counts[index] = count
        if (waiting && received() >= waiting.count) waiting.resolve()
      },
      onFailure(error) {
        failure = error
        waiting?.reject(error)
      },
    }),
  )
  const all = (commandOf: (index: number) => ClientCommand) => Promise.all(workers.map((worker, index) => worker.run(commandOf(index))))

  return {
    async connect({ count, ...settings }) {
      const each = Math.ceil(count / PROCESSES)
      await all((index) => ({ type: 'connect', ...settings, from: index * each, count: Math.min(each, count - index * each) }))
    },
    async begin({ isTimed }) {
      await all(() => ({ type: 'begin', isTimed }))
      counts.fill(0)
    },
    get received() {
      return received()
    },
    async untilReceived(count) {
      if (failure) throw failure
      if (received() >= count) return
      let timer: ReturnType<typeof setTimeout>
      await new Promise<void>((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`Only ${received()} of ${count} messages arrived.`)), TIMEOUT_MS)
        waiting = { count, resolve, reject }
      }).finally(() => {
        clearTimeout(timer)
        waiting = undefined
      })
    },
    latencies: async () => (await all(() => ({ type: 'latencies' }))).flat(),
    disconnect: async () => void (await all(() => ({ type: 'disconnect' }))),
    end: () => workers.forEach((worker) => worker.end()),
  }
}

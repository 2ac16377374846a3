import type { ConnectionOptions } from '../../core/vocabulary/connection'
import type { ConnectionUrl } from '../../core/vocabulary/events'
import { type Client, createClient } from './client'
import { type Line, openLine } from './line/line'
import type { Options, Setup } from './setup'
import type { ContractChecks } from './types'

const CHECK_EVERY_MS = 5
/** Time for the close handshakes at the end of a case. */
const LEAVE_WITHIN_MS = 500

/** One run of one case: a line of its own, and connections through it. */
export interface Trial {
  readonly setup: Setup
  readonly line: Line
  /** Creates a connection through the line and connects it. */
  connect(changes?: Partial<ConnectionOptions<unknown, unknown>> & { url?: ConnectionUrl }): Client
}

/** Runs a case, and closes everything that it opened. */
export async function runTrial(setup: Setup, body: (trial: Trial) => Promise<void>): Promise<void> {
  const line = await openLine()
  const clients: Client[] = []
  try {
    await body({
      setup,
      line,
      connect({ url = setup.url, ...changes } = {}) {
        const client = createClient(throughLine(url, line), { ...connectionOptions(setup.options), ...changes })
        clients.push(client)
        client.connection.connect()
        return client
      },
    })
  } finally {
    for (const { connection } of clients) connection.dispose()
    await until(() => !line.pairs.some((pair) => pair.isAlive), LEAVE_WITHIN_MS)
    line.stop()
  }
}

/** A function too, so that it is called for each attempt, as in the application. */
const throughLine =
  (url: ConnectionUrl, line: Line): ConnectionUrl =>
  async (context) =>
    line.through(String(typeof url === 'function' ? await url(context) : url))

type CheckNames = Record<keyof ContractChecks<unknown, unknown>, undefined>
const NO_CHECKS: CheckNames = {
  echo: undefined,
  burst: undefined,
  maxBytes: undefined,
  channel: undefined,
  restart: undefined,
  rejected: undefined,
  idleMs: undefined,
  answerWithinMs: undefined,
}

/** The options of the cases mean nothing to a connection. */
const connectionOptions = (options: Options) => ({ ...options, ...NO_CHECKS }) as ConnectionOptions<unknown, unknown>

/** Resolves with true as soon as `check` returns true, or with false after that time. */
export async function until(check: () => boolean, withinMs: number): Promise<boolean> {
  const end = performance.now() + withinMs
  while (!check()) {
    if (performance.now() > end) return false
    await pause(CHECK_EVERY_MS)
  }
  return true
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

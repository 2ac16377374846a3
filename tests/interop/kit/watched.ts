import { onTestFinished } from 'vitest'
import { createConnection, type CloseInfo, type Connection, type ConnectionOptions, type ConnectionUrl, type RawIncoming } from 'websocket-store'
import { WebSocket } from 'ws'
import { waitFor } from '../../support/wait-for'

export interface Watched {
  readonly connection: Connection
  readonly messages: RawIncoming[]
  readonly closes: CloseInfo[]
  /** The codes of the errors. */
  readonly errors: string[]
  /** One entry for each open event: whether it was a reconnect. */
  readonly opens: boolean[]
}

/** Creates a connection that ends with the test, and records its events. It connects immediately and retries after a short delay. */
export function watch(url: ConnectionUrl, options: ConnectionOptions = {}): Watched {
  const connection = createConnection(url, { WebSocket, reconnect: { delay: () => 100 }, ...options })
  onTestFinished(() => connection.dispose())
  const watched: Watched = { connection, messages: [], closes: [], errors: [], opens: [] }
  connection.onMessage((message) => void watched.messages.push(message))
  connection.on('close', (close) => void watched.closes.push(close))
  connection.on('error', ({ code }) => void watched.errors.push(code))
  connection.on('open', (_event, { isReconnect }) => void watched.opens.push(isReconnect))
  connection.connect()
  return watched
}

/** Like `watch`, but resolves when the connection is open. */
export async function opened(url: ConnectionUrl, options?: ConnectionOptions): Promise<Watched> {
  const watched = watch(url, options)
  await untilOpens(watched, 1)
  return watched
}

export const untilOpens = ({ connection, opens, errors }: Watched, count: number): Promise<boolean> =>
  waitFor(
    () => {
      if (opens.length >= count) return true
      throw new Error(`opened ${opens.length} times, not ${count}: ${connection.getSnapshot().phase}, errors ${errors.join()}`)
    },
    { timeoutMs: 20_000 },
  )

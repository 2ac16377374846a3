import { createConnection } from '../../core/connection/create-connection'
import type { Connection, ConnectionOptions } from '../../core/vocabulary/connection'
import type { ConnectionError } from '../../core/vocabulary/errors'
import type { ConnectionUrl } from '../../core/vocabulary/events'
import type { AnyCodec } from '../../core/vocabulary/inference'
import type { CloseInfo } from '../../core/vocabulary/wire'

/** A connection, with what it has emitted. */
export interface Client {
  readonly connection: Connection<unknown, unknown>
  readonly closes: readonly CloseInfo[]
  readonly errors: readonly ConnectionError[]
  readonly opens: number
  /** How often it began to wait for a retry. */
  readonly waits: number
  readonly received: number
  /** The phase, the last close and the last error, for a failure text. */
  describe(): string
}

export function createClient(url: ConnectionUrl, options: ConnectionOptions<unknown, unknown>): Client {
  const connection = createConnection(url, options as ConnectionOptions<unknown, unknown> & { codec: AnyCodec })
  const closes: CloseInfo[] = []
  const errors: ConnectionError[] = []
  const client = { connection, closes, errors, opens: 0, waits: 0, received: 0, describe }
  connection.on('open', () => {
    client.opens++
  })
  connection.on('close', (close) => void closes.push(close))
  connection.on('error', (error) => void errors.push(error))
  connection.on('state', ({ phase }, previous) => {
    if (phase === 'waiting' && previous.phase !== 'waiting') client.waits++
  })
  connection.onMessage(() => {
    client.received++
  })

  function describe(): string {
    const { phase, attempt } = connection.getSnapshot()
    const [close, error] = [closes.at(-1), errors.at(-1)]
    return [
      `The phase of the connection was "${phase}" in attempt ${attempt + 1}`,
      close ? `the last socket closed with ${showClose(close)}` : 'no socket was open before',
      error ? `the last error was ${error.code}${detailOf(error)}` : 'there was no error',
    ].join(', ')
  }
  return client
}

export const showClose = ({ code, reason }: CloseInfo): string => (reason ? `${code} ("${reason}")` : String(code))

/** What the cause says. Events of sockets have a message in Node. */
function detailOf({ cause }: ConnectionError): string {
  const message = (cause as { message?: unknown } | null | undefined)?.message
  return typeof message === 'string' && message ? ` (${message})` : ''
}

import { expect, onTestFinished } from 'vitest'
import { createConnection } from 'websocket-store'
import type { CloseInfo, Connection, ConnectionError, ConnectionOptions, ConnectionUrl, RawIncoming, WireData } from 'websocket-store'
import { typed } from '../../support/typed'
import type { SeenSocket } from './steps'

/** A delay before a dial, as the connection reports it. */
export interface Wait {
  readonly attempt: number
  readonly delayMs: number
}

/** A connection and all its events since its creation. */
export interface Watched<In, Out> {
  readonly connection: Connection<In, Out>
  /** `open`, `close <code>`, `message <value>`, `error <code>`, in order. */
  readonly events: readonly string[]
  readonly messages: readonly In[]
  readonly closes: readonly CloseInfo[]
  readonly errors: readonly ConnectionError[]
  readonly waits: readonly Wait[]
  count(event: string): number
}

/** The default reconnect policy with shorter delays. */
export const PACE = { minDelayMs: 150, maxDelayMs: 250 }

/** Creates a connection over the engine's WebSocket. It ends with the test. */
export function watched<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Watched<In, Out> {
  const connection = createConnection(url, typed<In, Out, object>({ reconnect: PACE, ...options }))
  onTestFinished(() => connection.dispose())
  const events: string[] = []
  const messages: In[] = []
  const closes: CloseInfo[] = []
  const errors: ConnectionError[] = []
  const waits: Wait[] = []
  connection.on('open', () => void events.push('open'))
  connection.on('close', (close) => {
    closes.push(close)
    events.push(`close ${close.code}`)
  })
  connection.on('error', (error) => {
    errors.push(error)
    events.push(`error ${error.code}`)
  })
  connection.on('state', ({ attempt, retryAt }) => {
    if (retryAt !== null) waits.push({ attempt, delayMs: retryAt - Date.now() })
  })
  connection.onMessage((message) => {
    messages.push(message)
    events.push(`message ${String(message)}`)
  })
  return { connection, events, messages, closes, errors, waits, count: (event) => events.filter((each) => each === event).length }
}

/** Like `watched`, and also connects. */
export function connected<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options?: ConnectionOptions<In, Out>,
): Watched<In, Out> {
  const each = watched(url, options)
  each.connection.connect()
  return each
}

/** The maximum difference between the timers and clocks of two processes, with a margin. */
const SLACK_MS = 30

/** The first retry can be immediate, for a fast recovery from one loss. Each later retry waits at least the minimum delay. */
export function expectPaced(sockets: readonly SeenSocket[]): void {
  const gaps = sockets.slice(1).map(({ acceptedAt }, index) => acceptedAt - sockets[index]!.acceptedAt)
  expectMinDelays(gaps)
}

/** The same check with the delays that the connection reports, for engines that report a loss late. */
export const expectPacedWaits = (waits: readonly Wait[]): void => expectMinDelays(waits.map(({ delayMs }) => delayMs))

function expectMinDelays([, ...laterDelays]: readonly number[]): void {
  for (const delay of laterDelays) expect(delay).toBeGreaterThan(PACE.minDelayMs - SLACK_MS)
}

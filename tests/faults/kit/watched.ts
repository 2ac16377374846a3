import { expect, onTestFinished } from 'vitest'
import { createConnection } from 'websocket-store'
import type { CloseInfo, Connection, ConnectionError, ConnectionOptions, ConnectionUrl, RawIncoming, WireData } from 'websocket-store'
import { typed } from '../../support/typed'
import type { SeenLine } from './steps'

/** A delay before a dial, as the connection told it. */
export interface Wait {
  readonly attempt: number
  readonly delayMs: number
}

/** A connection and all that it told, from its first breath. */
export interface Watched<In, Out> {
  readonly connection: Connection<In, Out>
  /** `open`, `close <code>`, `message <value>`, `error <code>`, in the order told. */
  readonly told: readonly string[]
  readonly messages: readonly In[]
  readonly closes: readonly CloseInfo[]
  readonly errors: readonly ConnectionError[]
  readonly waits: readonly Wait[]
  count(told: string): number
}

/** Delays by the real formula, only shorter. */
export const PACE = { minDelayMs: 150, maxDelayMs: 250 }

/** A connection over the engine's own WebSocket that ends with the test. */
export function watched<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out> = {},
): Watched<In, Out> {
  const connection = createConnection(url, typed<In, Out, object>({ reconnect: PACE, ...options }))
  onTestFinished(() => connection.dispose())
  const told: string[] = []
  const messages: In[] = []
  const closes: CloseInfo[] = []
  const errors: ConnectionError[] = []
  const waits: Wait[] = []
  connection.on('open', () => void told.push('open'))
  connection.on('close', (close) => {
    closes.push(close)
    told.push(`close ${close.code}`)
  })
  connection.on('error', (error) => {
    errors.push(error)
    told.push(`error ${error.code}`)
  })
  connection.on('state', ({ attempt, retryAt }) => {
    if (retryAt !== null) waits.push({ attempt, delayMs: retryAt - Date.now() })
  })
  connection.onMessage((message) => {
    messages.push(message)
    told.push(`message ${String(message)}`)
  })
  return { connection, told, messages, closes, errors, waits, count: (what) => told.filter((each) => each === what).length }
}

/** `watched`, and dialling. */
export function connected<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options?: ConnectionOptions<In, Out>,
): Watched<In, Out> {
  const each = watched(url, options)
  each.connection.connect()
  return each
}

/** Timers and clocks of two processes are this far apart, with a margin. */
const SLACK_MS = 30

/** The first retry may come at once, so that one lost line is mended soon; each further one keeps the least delay. */
export function expectPaced(lines: readonly SeenLine[]): void {
  const gaps = lines.slice(1).map(({ acceptedAt }, index) => acceptedAt - lines[index]!.acceptedAt)
  expectPatient(gaps)
}

/** The same by the connection's own word, where an engine takes its time to tell of a loss. */
export const expectPacedWaits = (waits: readonly Wait[]): void => expectPatient(waits.map(({ delayMs }) => delayMs))

function expectPatient([, ...further]: readonly number[]): void {
  for (const delay of further) expect(delay).toBeGreaterThan(PACE.minDelayMs - SLACK_MS)
}

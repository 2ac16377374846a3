import { systemClock } from '../../core/platform/clock'
import { createRegistry } from '../../core/registry/registry'
import type { AnyCodec, IncomingOf, OutgoingOf } from '../../core/vocabulary/inference'
import type { WebSocketConstructor } from '../../core/vocabulary/wire'
import { deliverWithin } from '../clock/surroundings'
import { settle } from '../clock/tasks'
import { advanceTestClock, installTestClock } from '../clock/test-clock'
import { createRecord } from '../messages/record'
import { serverCodecs } from '../messages/server-codec'
import { createWaiting } from '../messages/waiting'
import { parseUrl } from './arguments'
import { createSocketClass } from './client-socket'
import { createDialDesk } from './dials'
import { createEmitter } from './emitter'
import type { Port } from './line'
import { createReplies } from './replies'
import { createServerConnection } from './server-connection'
import { createSurrounded } from './surrounded'
import type { DialRequest, Ending, ServerConnection, TestServer, TestServerOptions } from './types'

const first = (offered: readonly string[]): string => offered[0] ?? ''

/**
 * A WebSocket server that runs in the page or in Node, for tests and demos. Its clients behave like sockets of a browser.
 * It replaces no global: use its `registry`, or pass its `WebSocket` or `transport` as an option.
 *
 * The time of the library follows the server's clock until `stop()`; see the option `clock`.
 */
export function createTestServer<C extends AnyCodec>(
  options: TestServerOptions<C> & { codec: C | (() => C) },
): TestServer<OutgoingOf<C>, IncomingOf<C>>
export function createTestServer(options?: TestServerOptions): TestServer
export function createTestServer(options: TestServerOptions = {}): TestServer<unknown, unknown> {
  type Connection = ServerConnection<unknown, unknown>
  const { latencyMs = 0, closeTimeoutMs = 30_000, waitMs = 1000, clock = 'running', random = () => 0.5 } = options
  const heartbeat = options.heartbeat === true ? { ping: 'ping', pong: 'pong' } : options.heartbeat || undefined
  const { selectProtocol = first } = options
  const url = parseUrl(options.url ?? 'wss://server.example/').href
  const createCodec = serverCodecs(options.codec, options.serverCodec)
  const releaseClock = clock === 'system' ? () => {} : installTestClock({ mode: clock, random })

  const surrounded = createSurrounded(options)
  const { within } = surrounded
  const waiting = createWaiting()
  const record = createRecord<unknown>(waiting, waitMs)
  const replies = createReplies<unknown, unknown>()
  const connections = createEmitter<[Connection]>()
  const messages = createEmitter<[unknown, Connection]>()
  const endings = createEmitter<[Ending, Connection]>()
  const refusals = createEmitter<[DialRequest]>()
  const restarts = createEmitter<[]>()
  const dials: DialRequest[] = []
  /** By number. */
  const accepted: Connection[] = []
  /** Everything that has not ended, so also what waits for the answer to a close frame. */
  const live = new Set<Connection>()
  let bytesPerSecond = Infinity

  function accept(request: DialRequest, port: Port, given: string | undefined): void {
    const protocol = given ?? (request.protocols.length > 0 ? selectProtocol(request.protocols) : '')
    const id = accepted.length + 1
    const common = { heartbeat, closeTimeoutMs, waiting, waitMs, within }
    const connection: Connection = createServerConnection({ ...request, ...common, id, protocol, port, codec: createCodec() })
    accepted.push(connection)
    live.add(connection)
    connection.onMessage((message) => {
      record.add(message)
      messages.emit(message, connection)
      replies.answer(message, connection)
      waiting.check()
    })
    connection.onClose((ending) => {
      live.delete(connection)
      endings.emit(ending, connection)
      waiting.check()
    })
    // Before the event, so that what its listeners send arrives after the open.
    port.push({ type: 'accept', protocol })
    connections.emit(connection)
    waiting.check()
  }

  const desk = createDialDesk({
    latencyMs,
    bytesPerSecond: () => bytesPerSecond,
    accept,
    onDial(request) {
      dials.push(request)
      waiting.check()
    },
    onRefuse: refusals.emit,
  })

  const each = (act: (connection: Connection) => void) => [...live].forEach(act)
  const openConnections = () => [...live].filter(({ isOpen }) => isOpen)
  const cut = () => each((connection) => connection.cut())
  const close = (code?: number, reason?: string) => each((connection) => connection.close(code, reason))
  const SocketClass = createSocketClass({ dial: desk.dial, closeTimeoutMs }) as typeof WebSocket & WebSocketConstructor
  const registry = createRegistry({ defaults: { WebSocket: SocketClass } })

  return {
    WebSocket: SocketClass,
    transport: (address, protocols) => new SocketClass(address, protocols),
    url,
    registry,
    get connections() {
      return openConnections()
    },
    messages: record.messages,
    dials,
    connected(count) {
      const find = () => {
        const connection = count === undefined ? openConnections().at(-1) : accepted[count - 1]
        return connection && { value: connection }
      }
      const failure = () =>
        `${count === undefined ? 'No open connection' : `No connection number ${count}`} within ${waitMs} ms: ` +
        `the server saw ${dials.length} dials and accepted ${accepted.length}.`
      return within(() => waiting.until(find, waitMs, failure))
    },
    received: (match, wait) => within(() => record.received(match, wait)),
    until: (isTrue, { waitMs: limit = waitMs, describe = () => `that ${String(isTrue)}` } = {}) =>
      within(() => waiting.until(() => (isTrue() ? { value: undefined } : undefined), limit, () => `Expected ${describe()}, within ${limit} ms.`)),
    settled: () => within(settle),
    advance: (ms) => within(() => advanceTestClock(ms)),
    surround: surrounded.add,
    on: replies.add,
    onConnection: connections.on,
    onMessage: messages.on,
    onClose: endings.on,
    onRefuse: refusals.on,
    onRestart: restarts.on,
    send: (message) => each((connection) => connection.send(message)),
    refuse: (limits) => desk.set('refuse', limits),
    hang: (limits) => desk.set('hang', limits),
    accept: (choice) => desk.set('accept', choice),
    close,
    cut,
    silence: () => each((connection) => connection.silence()),
    slow(limit) {
      ;({ bytesPerSecond } = limit)
      each((connection) => connection.slow(limit))
    },
    restart: ({ downMs = 0, code = 1012 } = {}) =>
      within(async () => {
        desk.pause()
        if (code === null) cut()
        else close(code)
        if (downMs > 0) await new Promise<void>((resolve) => void systemClock.setTimer(resolve, downMs))
        else await settle()
        desk.resume()
        restarts.emit()
      }),
    stop() {
      desk.pause()
      deliverWithin(() => registry.dispose())
      cut()
      waiting.stop('The test server was stopped.')
      surrounded.clear()
      releaseClock()
    },
  }
}


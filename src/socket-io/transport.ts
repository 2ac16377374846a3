import type { WebSocketLike } from '../core'
import type { Line, Manager, SocketIoClient, SocketIoClientSocket } from './client-types'
import { closeOf } from './close-info'
import type { SocketIoAck, Wire } from './messages'

type AuthData = Readonly<Record<string, unknown>>

type AuthFunction = (() => AuthData | Promise<AuthData>) | ((tell: (data: AuthData) => void) => void)

export interface SocketIoTransportOptions {
  /**
   * Sent to the namespace's middleware. A function is asked on each attempt and returns it, promises it, or hands it to its
   * argument as in Socket.IO; when it fails, the attempt does, with that as the cause.
   */
  auth?: AuthData | AuthFunction
  /**
   * Whether a refusal or a failed dial is final, so that no further attempt follows.
   *
   * @default the middleware said so: `error.data.fatal === true`
   */
  isFatal?(error: Error & { readonly data?: unknown }): boolean
  /**
   * Options of `io` itself, such as `path`, `query`, `extraHeaders`, `transports` (by default the WebSocket alone). Those of
   * recovery have no effect: reconnecting, timeouts and retries are this package's.
   */
  client?: object
}

/** What a connection's `socket` is over this transport. */
export interface SocketIoSocket extends WebSocketLike {
  /** Socket.IO's own socket, for what is not wrapped here, such as its `id`. */
  readonly client: SocketIoClientSocket
}

type Events = 'open' | 'message' | 'error' | 'close'
type Told = SocketIoSocket & { [Name in `on${Events}`]?: ((event: object) => void) | null }

/** What is thrown may be anything. */
const fieldOf = (value: unknown, name: string): unknown => (Object(value) as Record<string, unknown>)[name]
const saysFatal = (error: unknown) => fieldOf(fieldOf(error, 'data'), 'fatal') === true

/** One client socket with an engine of its own for each dial. */
export function transportOf(io: SocketIoClient, options: SocketIoTransportOptions): (url: string) => SocketIoSocket {
  const { auth, isFatal = saysFatal, client } = options

  return (url) => {
    const socket = io(url, {
      transports: ['websocket'],
      ...client,
      ...(auth && { auth: typeof auth === 'function' ? (tell: (data: AuthData) => void) => void ask(auth, tell) : auth }),
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      retries: 0,
      timeout: false, // connectTimeoutMs bounds the dial
    } as never)
    const manager = socket.io as Manager
    const engine = () => manager.engine
    let isOver = false
    /** The WebSocket below, which a client that closed knows no more. */
    let line: Line | null | undefined
    /** Bytes that were emitted since the engine's own buffer was last seen empty. */
    let unwritten = 0

    /** The first word on how it ended counts. */
    function end(tell: () => void): void {
      if (isOver) return
      isOver = true
      // A server that reads an event and a good-bye at once forgets the event: what is being written goes without the latter.
      if (engine()?.writeBuffer.length) manager.disconnect()
      socket.disconnect()
      tell()
    }

    function fail(error: unknown): void {
      if (isFatal(error as Error)) Object.assign(error as Error, { fatal: true })
      end(() => told.onerror?.(error as Error))
    }

    const ask = async (give: AuthFunction, tell: (data: AuthData) => void) => {
      try {
        const data = (await give(tell)) as AuthData | undefined
        if (data && !isOver) tell(data)
      } catch (error) {
        fail(error)
      }
    }

    const waits = () => {
      if (!engine()?.writeBuffer.length) unwritten = 0
      return unwritten
    }

    /** For a line that nobody answers on: `ws` would keep it, and the process, for half a minute. */
    const cut = () => line?.terminate?.()

    const told: Told = {
      client: socket,
      get readyState() {
        if (isOver) return 3
        return socket.connected ? 1 : 0
      },
      get bufferedAmount() {
        return (line?.bufferedAmount ?? 0) + waits()
      },
      send(wire: Wire | string) {
        // A heartbeat's text is an event of that name.
        const { event, args = [], id, volatile, byteLength = 0 }: Wire = typeof wire === 'string' ? { event: wire } : wire
        const acknowledged = (...values: unknown[]) => tellMessage({ event: null, id: id!, args: values })
        unwritten = waits() + byteLength
        const emitter = volatile ? socket.volatile : socket
        emitter.emit(event, ...args, ...(id === undefined ? [] : [acknowledged]))
      },
      close: (code = 1000, reason = '') => end(() => told.onclose?.({ type: 'close', code, reason, wasClean: true })),
      ...{ terminate: cut },
    }
    const tellMessage = (data: SocketIoAck | object) => told.onmessage?.({ type: 'message', data })

    socket.on('connect', () => {
      line = engine()?.transport?.ws
      told.onopen?.({ type: 'open' })
    })
    socket.on('connect_error', fail)
    socket.on('disconnect', (reason: string, details?: unknown) => {
      if (reason === 'ping timeout') cut()
      end(() => told.onclose?.({ type: 'close', ...closeOf(reason, details) }))
    })
    socket.onAny((event, ...args) => {
      const reply = typeof args.at(-1) === 'function' ? args.pop() : undefined
      tellMessage({ event, args, ...(reply !== undefined && { reply }) })
    })
    // Only when somebody listens: a dial may fail at once.
    void Promise.resolve()
      .then(() => isOver || socket.connect())
      .catch(fail)
    return told
  }
}

import type { WebSocketLike } from '../core'
import type { EngineSocket, Manager, SocketIoClient, SocketIoClientSocket } from './client-types'
import { closeOf } from './close-info'
import type { SocketIoAck, Wire } from './messages'

type AuthData = Readonly<Record<string, unknown>>

type AuthFunction = (() => AuthData | Promise<AuthData>) | ((provide: (data: AuthData) => void) => void)

export interface SocketIoTransportOptions {
  /**
   * Sent to the namespace's middleware. A function is called on each attempt. It returns the data, a promise of it, or calls
   * its argument with it as in Socket.IO. When it fails, the attempt fails with that error as the cause.
   */
  auth?: AuthData | AuthFunction
  /**
   * Whether a refusal or a failed dial is final, so that no further attempt follows.
   *
   * @default `error.data.fatal === true`, which the middleware can set
   */
  isFatal?(error: Error & { readonly data?: unknown }): boolean
  /**
   * Options of `io` itself, such as `path`, `query`, `extraHeaders`, `transports` (by default only WebSocket). Options for
   * reconnecting, timeouts and retries have no effect, because this package does that.
   */
  client?: object
}

/** The connection's `socket` over this transport. */
export interface SocketIoSocket extends WebSocketLike {
  /** Socket.IO's own socket, for features that are not wrapped here, such as its `id`. */
  readonly client: SocketIoClientSocket
}

type Events = 'open' | 'message' | 'error' | 'close'
type EventTarget = SocketIoSocket & { [Name in `on${Events}`]?: ((event: object) => void) | null }

/** Anything may be thrown, so every read is guarded. */
const fieldOf = (value: unknown, name: string): unknown => (Object(value) as Record<string, unknown>)[name]
const isMarkedFatal = (error: unknown) => fieldOf(fieldOf(error, 'data'), 'fatal') === true

/** One client socket with an engine of its own for each dial. */
export function transportOf(io: SocketIoClient, options: SocketIoTransportOptions): (url: string) => SocketIoSocket {
  const { auth, isFatal = isMarkedFatal, client } = options

  return (url) => {
    const socket = io(url, {
      transports: ['websocket'],
      ...client,
      ...(auth && { auth: typeof auth === 'function' ? (provide: (data: AuthData) => void) => void authenticate(auth, provide) : auth }),
      autoConnect: false,
      forceNew: true,
      reconnection: false,
      retries: 0,
      ackTimeout: undefined, // with it, acknowledgements start with an error
      timeout: false, // connectTimeoutMs bounds the dial
    } as never)
    const manager = socket.io as Manager
    const engine = () => manager.engine
    let isOver = false
    /** The engine's WebSocket, which a closed client no longer refers to. */
    let engineSocket: EngineSocket | null | undefined
    /** Bytes emitted since the engine's own buffer was last empty. */
    let unwritten = 0

    /** Only the first end counts. */
    function end(emit: () => void): void {
      if (isOver) return
      isOver = true
      // A server that reads an event and a disconnect packet together drops the event, so no packet is sent while it is written.
      if (engine()?.writeBuffer.length) manager.disconnect()
      socket.disconnect()
      emit()
    }

    function fail(error: unknown): void {
      if (isFatal(error as Error)) Object.assign(error as Error, { fatal: true })
      end(() => target.onerror?.(error as Error))
    }

    const authenticate = async (auth: AuthFunction, provide: (data: AuthData) => void) => {
      try {
        const data = (await auth(provide)) as AuthData | undefined
        if (data && !isOver) provide(data)
      } catch (error) {
        fail(error)
      }
    }

    const unwrittenBytes = () => {
      if (!engine()?.writeBuffer.length) unwritten = 0
      return unwritten
    }

    /** For a silent peer: `ws` would keep the socket, and the process, for half a minute. */
    const terminate = () => engineSocket?.terminate?.()

    const target: EventTarget = {
      client: socket,
      get readyState() {
        if (isOver) return 3
        return socket.connected ? 1 : 0
      },
      get bufferedAmount() {
        return (engineSocket?.bufferedAmount ?? 0) + unwrittenBytes()
      },
      send(wire: Wire | string) {
        // A text comes from the heartbeat: it is the name of an event.
        const { event, args = [], id, volatile, byteLength = 0 }: Wire = typeof wire === 'string' ? { event: wire } : wire
        const acknowledged = (...values: unknown[]) => emitMessage({ event: null, id: id!, args: values })
        unwritten = unwrittenBytes() + byteLength
        const emitter = volatile ? socket.volatile : socket
        emitter.emit(event, ...args, ...(id === undefined ? [] : [acknowledged]))
      },
      close: (code = 1000, reason = '') => end(() => target.onclose?.({ type: 'close', code, reason, wasClean: true })),
      ...{ terminate },
    }
    const emitMessage = (data: SocketIoAck | object) => target.onmessage?.({ type: 'message', data })

    socket.on('connect', () => {
      engineSocket = engine()?.transport?.ws
      target.onopen?.({ type: 'open' })
    })
    socket.on('connect_error', fail)
    socket.on('disconnect', (reason: string, details?: unknown) => {
      if (reason === 'ping timeout') terminate()
      end(() => target.onclose?.({ type: 'close', ...closeOf(reason, details) }))
    })
    socket.onAny((event, ...args) => {
      const reply = typeof args.at(-1) === 'function' ? args.pop() : undefined
      emitMessage({ event, args, ...(reply !== undefined && { reply }) })
    })
    // Deferred until the listeners are attached: a dial may fail at once.
    void Promise.resolve()
      .then(() => isOver || socket.connect())
      .catch(fail)
    return target
  }
}

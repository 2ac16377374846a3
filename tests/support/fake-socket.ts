import type { CloseInfo, WebSocketConstructor, WebSocketLike } from '../../src/core/vocabulary/wire'

/**
 * The differences between engines:
 *
 * - `browser`: dispatches events in separate tasks; delivers nothing after `close()`.
 * - `ws`: still delivers messages after `close()`; throws an error event that has no listener.
 * - `undici-6`: a failed handshake fires `error` only.
 * - `undici-7`: `close()` while connecting fires `error` and `close` before it returns.
 * - `properties`: a duck type that has the `on…` properties but no `addEventListener`.
 */
export type Engine = 'browser' | 'ws' | 'undici-6' | 'undici-7' | 'properties'
export const ENGINES: readonly Engine[] = ['browser', 'ws', 'undici-6', 'undici-7', 'properties']

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3
const LOST: CloseInfo = { code: 1006, reason: '', wasClean: false }

type EventType = 'open' | 'message' | 'error' | 'close'
type Listener = (event: object) => void

export interface FakeSocket extends WebSocketLike {
  readonly url: string
  readonly protocols: string | string[] | undefined
  readonly sent: unknown[]
  readonly closeCalls: (readonly [code: number | undefined, reason: string | undefined])[]
  /** Error events that had no listener. */
  readonly unheardErrors: number
  readonly listenerCount: number
  readonly isLive: boolean
  bufferedAmount: number
  /** The handshake succeeds. */
  open(protocol?: string, extensions?: string): void
  message(data: unknown): void
  /** The peer closes, or answers our close. */
  closeWith(code: number, reason?: string, wasClean?: boolean): void
  /** Fails the handshake, or breaks an open connection. */
  fail(): void
  /** The engine gives up an open connection and fires `error` at once. Its `close` waits for the peer, as in `ws`. */
  giveUp(): void
  /** The peer answers our `close()` with the same code. */
  answerClose(): void
  /** Runs the work that this engine deferred to a later task. */
  runTasks(): void
}

export function createFakeSocket(engine: Engine, url: string, protocols?: string | string[]): FakeSocket {
  const listeners: Record<EventType, Set<Listener>> = { open: new Set(), message: new Set(), error: new Set(), close: new Set() }
  const sent: unknown[] = []
  const closeCalls: (readonly [number | undefined, string | undefined])[] = []
  const tasks: (() => void)[] = []
  let readyState = CONNECTING
  let protocol = ''
  let extensions = ''
  let unheardErrors = 0

  function dispatch(type: EventType, fields: object = {}): void {
    const event = { type, ...fields }
    const property = (socket as unknown as Record<string, unknown>)[`on${type}`]
    const called = typeof property === 'function' ? [property as Listener] : [...listeners[type]]
    if (type === 'error' && called.length === 0) unheardErrors++
    for (const listener of called) listener.call(socket, event)
  }

  function end(close: CloseInfo): void {
    if (readyState === CLOSED) return
    readyState = CLOSED
    dispatch('close', close)
  }

  function failHandshake(): void {
    readyState = engine === 'undici-6' ? CLOSED : CLOSING
    dispatch('error')
    if (engine !== 'undici-6') end(LOST)
  }

  const eventTarget = {
    addEventListener: (type: EventType, listener: Listener) => void listeners[type].add(listener),
    removeEventListener: (type: EventType, listener: Listener) => void listeners[type].delete(listener),
  }

  const socket = {
    url,
    protocols,
    sent,
    closeCalls,
    bufferedAmount: 0,
    binaryType: 'blob',
    get readyState() {
      return readyState
    },
    get protocol() {
      return protocol
    },
    get extensions() {
      return extensions
    },
    get unheardErrors() {
      return unheardErrors
    },
    get listenerCount() {
      return Object.values(listeners).reduce((sum, each) => sum + each.size, 0)
    },
    get isLive() {
      return readyState < CLOSING
    },
    ...(engine !== 'properties' && eventTarget),
    send(data: unknown) {
      if (readyState === CONNECTING) throw new Error('InvalidStateError')
      if (readyState === OPEN) sent.push(data)
    },
    close(code?: number, reason?: string) {
      closeCalls.push([code, reason])
      if (readyState >= CLOSING) return
      const wasConnecting = readyState === CONNECTING
      readyState = CLOSING
      if (!wasConnecting) return
      if (engine === 'undici-7') failHandshake()
      else tasks.push(failHandshake)
    },
    open(chosen = '', agreed = '') {
      if (readyState !== CONNECTING) return
      readyState = OPEN
      protocol = chosen
      extensions = agreed
      dispatch('open')
    },
    message(data: unknown) {
      if (readyState === OPEN || (engine === 'ws' && readyState === CLOSING)) dispatch('message', { data })
    },
    closeWith(code: number, reason = '', wasClean = true) {
      end({ code, reason, wasClean })
    },
    fail() {
      if (readyState === CONNECTING) return failHandshake()
      if (readyState === CLOSED) return
      dispatch('error')
      end(LOST)
    },
    giveUp() {
      if (readyState !== OPEN) return
      readyState = CLOSING
      dispatch('error')
    },
    answerClose() {
      const [code = 1005, reason = ''] = closeCalls[0] ?? []
      end({ code, reason, wasClean: true })
    },
    runTasks() {
      for (const task of tasks.splice(0)) task()
    },
  }
  return socket
}

/** All dialled sockets, and the constructor that creates them. */
export interface FakeNetwork {
  readonly WebSocket: WebSocketConstructor
  readonly sockets: readonly FakeSocket[]
  /** The socket that was dialled last. */
  readonly latest: FakeSocket
  /** The sockets that are connecting or open. */
  readonly live: readonly FakeSocket[]
  runTasks(): void
}

export function createFakeNetwork(engine: Engine = 'browser'): FakeNetwork {
  const sockets: FakeSocket[] = []
  // A constructor may return the object it makes.
  function WebSocket(url: string, protocols?: string | string[]) {
    const socket = createFakeSocket(engine, url, protocols)
    sockets.push(socket)
    return socket
  }
  return {
    WebSocket: WebSocket as unknown as WebSocketConstructor,
    sockets,
    get latest() {
      const socket = sockets.at(-1)
      if (!socket) throw new Error('nothing was dialled')
      return socket
    },
    get live() {
      return sockets.filter((socket) => socket.isLive)
    },
    runTasks() {
      for (const socket of sockets) socket.runTasks()
    },
  }
}

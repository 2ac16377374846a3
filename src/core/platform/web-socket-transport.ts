import { failure } from '../errors'
import type { ConnectionOptions } from '../option-types'
import type { Target } from '../policy/machine-types'
import type { CloseInfo, EventLike, MessageEventLike, WebSocketLike } from '../types'

export interface SocketHandlers {
  open(event: EventLike): void
  message(event: MessageEventLike): void
  error(event: EventLike): void
  close(close: CloseInfo, event: EventLike): void
}

/** One live socket. Once abandoned it is deaf, whatever its engine still fires. */
export interface Transport {
  readonly socket: WebSocketLike
  /** @param isLate Nobody answers there: the line is cut instead of kept for an answer, where the engine can. */
  abandon(isLate: boolean): void
}

type DialOptions = Pick<ConnectionOptions<never, never>, 'WebSocket' | 'transport' | 'binaryType'>

/** Out here it holds nothing: an abandoned socket may take a minute to die, and must not keep its connection alive. */
const ignore = () => {}

/**
 * Constructs one socket (WHATWG WebSockets §3.1) and listens to it.
 *
 * @throws ConnectionError fatal: no attempt with the same arguments could do better.
 */
export function dial(target: Target, options: DialOptions, handlers: SocketHandlers): Transport {
  const socket = construct(target, options)
  attemptTo(() => (socket.binaryType = options.binaryType ?? 'arraybuffer')) // some know one type and throw at any other
  const listeners: Listeners = {
    open: handlers.open,
    message: handlers.message,
    error: handlers.error,
    close(event: EventLike) {
      const { code = 1005, reason = '', wasClean = false } = event as EventLike & Partial<CloseInfo>
      handlers.close({ code, reason, wasClean }, event)
    },
  }
  listen(socket, listeners, true)
  return {
    socket,
    abandon(isLate) {
      listen(socket, listeners, false)
      // Engines may still report an error, which without a listener is an exception in some of them.
      listen(socket, { error: ignore }, true)
      attemptTo(() => socket.close())
      // `ws` would wait 30 s for the peer, and keep the process alive as long.
      if (isLate) attemptTo(() => (socket as { terminate?(): void }).terminate?.())
    },
  }
}

function construct({ url, protocols }: Target, options: DialOptions): WebSocketLike {
  const Constructor = options.WebSocket ?? (typeof WebSocket === 'undefined' ? undefined : WebSocket)
  if (!options.transport && !Constructor) throw failure('no-websocket', undefined, true)
  try {
    if (options.transport) return options.transport(url, protocols)
    return protocols === undefined ? new Constructor!(url) : new Constructor!(url, protocols)
  } catch (cause) {
    // The url was checked before, so it is mostly the protocols that a constructor minds.
    throw failure(protocols?.length ? 'invalid-protocol' : 'invalid-url', cause, true)
  }
}

type Listeners = Readonly<Record<string, (event: never) => void>>

function listen(socket: WebSocketLike, listeners: Listeners, isOn: boolean): void {
  const target = socket as unknown as Record<string, unknown> &
    Partial<Record<'addEventListener' | 'removeEventListener', (name: string, listener: unknown) => void>>
  for (const [name, listener] of Object.entries(listeners))
    if (typeof target.addEventListener !== 'function') target[`on${name}`] = isOn ? listener : null
    else target[isOn ? 'addEventListener' : 'removeEventListener']?.(name, listener)
}

function attemptTo(run: () => void): void {
  try {
    run()
  } catch {
    // Whatever it minds, it is not ours to mend.
  }
}

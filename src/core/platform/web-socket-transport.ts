import { ConnectionError } from '../errors'
import type { ConnectionOptions } from '../option-types'
import type { CloseInfo, EventLike, MessageEventLike, WebSocketLike } from '../types'

const OPEN = 1

export interface SocketHandlers {
  open(event: EventLike): void
  message(event: MessageEventLike): void
  error(event: EventLike): void
  close(close: CloseInfo, event: EventLike): void
}

/** One live socket. Once abandoned it is deaf, whatever its engine still fires. */
export interface Transport {
  readonly socket: WebSocketLike
  readonly isOpen: boolean
  abandon(): void
}

/** Out here it holds nothing: an abandoned socket may take a minute to die, and must not keep its connection alive. */
const ignore = () => {}

type DialOptions = Pick<ConnectionOptions<never, never>, 'WebSocket' | 'transport' | 'binaryType'>

/**
 * Constructs one socket (WHATWG WebSockets §3.1) and listens to it.
 *
 * @throws ConnectionError fatal: no attempt with the same arguments could do better.
 */
export function dial(
  url: string,
  protocols: string | string[] | undefined,
  options: DialOptions,
  handlers: SocketHandlers,
): Transport {
  const socket = construct(url, protocols, options)
  setBinaryType(socket, options.binaryType ?? 'arraybuffer')
  const listeners = {
    open: handlers.open,
    message: handlers.message,
    error: handlers.error,
    close: (event: EventLike) => handlers.close(closeInfoOf(event), event),
  }
  const stop = listen(socket, listeners)
  return {
    socket,
    get isOpen() {
      return socket.readyState === OPEN
    },
    abandon() {
      stop()
      // Engines may still report an error, which without a listener is an exception in some of them.
      listen(socket, { error: ignore })
      try {
        socket.close()
      } catch {
        // It was never opened, or does not care: either way it is no longer ours.
      }
    },
  }
}

function construct(url: string, protocols: string | string[] | undefined, options: DialOptions): WebSocketLike {
  const Constructor = options.WebSocket ?? (typeof WebSocket === 'undefined' ? undefined : WebSocket)
  if (!options.transport && !Constructor)
    throw new ConnectionError(
      'no-websocket',
      'There is no global WebSocket here. Pass one as the `WebSocket` option, for example the one of the ws package.',
      { fatal: true },
    )
  try {
    if (options.transport) return options.transport(url, protocols)
    return protocols === undefined ? new Constructor!(url) : new Constructor!(url, protocols)
  } catch (cause) {
    throw new ConnectionError(
      'invalid-url',
      'The WebSocket constructor refused the url or the protocols; `cause` says why.',
      { cause, fatal: true },
    )
  }
}

function setBinaryType(socket: WebSocketLike, binaryType: string): void {
  try {
    socket.binaryType = binaryType
  } catch {
    // Some implementations know one type only, and throw at any other.
  }
}

type Listeners = Readonly<Record<string, (event: never) => void>>
type EventTargetSocket = Record<'addEventListener' | 'removeEventListener', (type: string, listener: unknown) => void>

function listen(socket: WebSocketLike, listeners: Listeners): () => void {
  const names = Object.keys(listeners)
  if (typeof socket.addEventListener === 'function') {
    const target = socket as unknown as EventTargetSocket
    for (const name of names) target.addEventListener(name, listeners[name])
    return () => {
      for (const name of names) target.removeEventListener(name, listeners[name])
    }
  }
  const properties = socket as unknown as Record<string, unknown>
  for (const name of names) properties[`on${name}`] = listeners[name]
  return () => {
    for (const name of names) properties[`on${name}`] = null
  }
}

function closeInfoOf(event: EventLike): CloseInfo {
  const { code = 1005, reason = '', wasClean = false } = event as EventLike & Partial<CloseInfo>
  return { code, reason, wasClean }
}

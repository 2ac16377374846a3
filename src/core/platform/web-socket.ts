import { failure, mistake } from '../vocabulary/errors'
import { tryTo } from '../policy/try-to'
import type { ConnectionOptions } from '../vocabulary/connection'
import type { Target } from '../policy/machine-types'
import type { CloseInfo, WebSocketLike } from '../vocabulary/wire'

type DialOptions = { readonly [Name in 'WebSocket' | 'transport']?: ConnectionOptions<never, never>[Name] | undefined }

/**
 * Creates one socket (WHATWG WebSockets §3.1).
 *
 * @throws ConnectionError `transport-failed`; or a fatal one: the constructor would reject the same arguments again.
 */
export function dial({ url, protocols }: Target, { transport, WebSocket: given }: DialOptions, owner: object): WebSocketLike {
  if (transport) {
    try {
      return socketOf(transport(url, protocols, owner))
    } catch (cause) {
      throw failure('transport-failed', cause)
    }
  }
  const Constructor = given ?? globalWebSocket()
  if (!Constructor) throw failure('no-websocket', undefined, true)
  try {
    return new Constructor(url, protocols)
  } catch (cause) {
    // The url was checked before, so mostly the protocols are the reason.
    throw failure(protocols?.length ? 'invalid-protocol' : 'invalid-url', cause, true)
  }
}

function socketOf(made: WebSocketLike): WebSocketLike {
  if (typeof (made as Partial<WebSocketLike> | undefined)?.close === 'function') return made
  throw mistake('no-socket')
}

/** The global constructor, if there is one. */
export const globalWebSocket = () => (typeof WebSocket === 'undefined' ? undefined : WebSocket)

type Listeners = Readonly<Record<string, (event: never) => void>>

export function listen(socket: WebSocketLike, listeners: Listeners, isOn = true): void {
  const target = socket as unknown as Record<string, unknown> &
    Partial<Record<'addEventListener' | 'removeEventListener', (name: string, listener: unknown) => void>>
  for (const [name, listener] of Object.entries(listeners))
    if (!target.addEventListener) target[`on${name}`] = isOn ? listener : null
    else target[isOn ? 'addEventListener' : 'removeEventListener']?.(name, listener)
}

/** At the top level, so that an abandoned socket, which may take a minute to close, does not keep its connection alive. */
const ignore = () => {}

/**
 * Removes all listeners, so that later events of the socket change nothing, and closes it.
 *
 * @param isLate The peer does not answer: the socket is terminated at once where the engine can do so.
 */
export function abandon(socket: WebSocketLike, listeners: Listeners, isLate: boolean, closing: Partial<CloseInfo> = {}): void {
  listen(socket, listeners, false)
  // Engines may still report an error, which without a listener is an exception in some of them.
  listen(socket, { error: ignore })
  tryTo(() => socket.close(closing.code, closing.reason))
  // `ws` would wait 30 s for the peer, and keep the process alive as long.
  if (isLate) tryTo(() => (socket as { terminate?(): void }).terminate?.())
}

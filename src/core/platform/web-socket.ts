import { failure } from '../vocabulary/errors'
import { tryTo } from '../policy/try-to'
import type { ConnectionOptions } from '../vocabulary/options'
import type { Target } from '../policy/machine-types'
import type { CloseInfo, WebSocketLike } from '../vocabulary/wire'

type DialOptions = { readonly [Name in 'WebSocket' | 'transport']?: ConnectionOptions<never, never>[Name] | undefined }

/**
 * Constructs one socket (WHATWG WebSockets §3.1).
 *
 * @throws ConnectionError fatal: no attempt with the same arguments could do better.
 */
export function dial({ url, protocols }: Target, options: DialOptions, owner: object): WebSocketLike {
  const Constructor = options.WebSocket ?? (typeof WebSocket === 'undefined' ? undefined : WebSocket)
  if (!options.transport && !Constructor) throw failure('no-websocket', undefined, true)
  try {
    return options.transport ? options.transport(url, protocols, owner) : new Constructor!(url, protocols)
  } catch (cause) {
    // The url was checked before, so it is mostly the protocols that a constructor minds.
    throw failure(protocols?.length ? 'invalid-protocol' : 'invalid-url', cause, true)
  }
}

type Listeners = Readonly<Record<string, (event: never) => void>>

export function listen(socket: WebSocketLike, listeners: Listeners, isOn = true): void {
  const target = socket as unknown as Record<string, unknown> &
    Partial<Record<'addEventListener' | 'removeEventListener', (name: string, listener: unknown) => void>>
  for (const [name, listener] of Object.entries(listeners))
    if (!target.addEventListener) target[`on${name}`] = isOn ? listener : null
    else target[isOn ? 'addEventListener' : 'removeEventListener']?.(name, listener)
}

/** Out here it holds nothing: an abandoned socket may take a minute to die, and must not keep its connection alive. */
const ignore = () => {}

/**
 * The socket is deaf from now on, whatever its engine still fires, and closes when it can.
 *
 * @param isLate Nobody answers there: the line is cut instead of kept for an answer, where the engine can.
 */
export function abandon(socket: WebSocketLike, listeners: Listeners, isLate: boolean, closing: Partial<CloseInfo> = {}): void {
  listen(socket, listeners, false)
  // Engines may still report an error, which without a listener is an exception in some of them.
  listen(socket, { error: ignore })
  tryTo(() => socket.close(closing.code, closing.reason))
  // `ws` would wait 30 s for the peer, and keep the process alive as long.
  if (isLate) tryTo(() => (socket as { terminate?(): void }).terminate?.())
}

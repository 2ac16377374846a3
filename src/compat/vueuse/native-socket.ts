import type { WebSocketLike } from '../../core'
import { systemClock } from '../../core/platform/clock'

/** The handlers that the connection assigns; null after it gave the socket up. */
interface Handlers {
  onopen?: ((event: Event) => void) | null
  onmessage?: ((event: MessageEvent) => void) | null
  onerror?: ((event: Event) => void) | null
  onclose?: ((event: CloseEvent) => void) | null
}

export interface SocketObserver {
  onError(event: Event): void
  /** Called when a socket ended that never opened. */
  onNeverOpened(event: CloseEvent): void
}

/**
 * The socket that a connection uses in place of a native one. It leaves `binaryType` of the native socket to the application, and
 * passes on what happens to the `on…` properties of that, which applications and tests may call.
 */
export function observeSocket(native: WebSocket, { onError, onNeverOpened }: SocketObserver): WebSocketLike {
  let hasOpened = false
  const seen: WebSocketLike & Handlers & { terminate(): void } = {
    get readyState() {
      return native.readyState
    },
    get bufferedAmount() {
      return native.bufferedAmount
    },
    get protocol() {
      return native.protocol
    },
    get extensions() {
      return native.extensions
    },
    send: (data) => native.send(data),
    close: (code = 1000, reason) => native.close(code, reason || undefined),
    terminate: () => (native as { terminate?(): void }).terminate?.(),
  }
  native.onopen = (event) => {
    hasOpened = true
    seen.onopen?.(event)
  }
  native.onmessage = (event) => seen.onmessage?.(event)
  native.onerror = (event) => {
    const forward = () => seen.onerror?.(event)
    // The close event of a failed handshake follows at once and says more. A few engines have none.
    if (hasOpened) forward()
    else systemClock.setTimer(forward, 0)
    onError(event)
  }
  native.onclose = (event) => {
    seen.onclose?.(event)
    if (!hasOpened) onNeverOpened(event)
  }
  return seen
}

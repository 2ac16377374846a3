import type { ReadyState } from '../../core/vocabulary/ready-state'
import type { CloseInfo, Unsubscribe } from '../../core/vocabulary/wire'

/** What a component shows. */
export interface Shown {
  readonly readyState: ReadyState
  readonly message: MessageEvent | null
}

/** How a socket ended. */
export interface SocketEnd {
  readonly event: CloseEvent
  readonly hasFailed: boolean
}

/** One component's view of one connection. */
export interface View {
  getSnapshot(): Shown
  subscribe(listener: () => void): Unsubscribe
  attach(): Unsubscribe
  /** To be called after the commit of a message: shows the next one. Each message is rendered, in order. */
  committed(message: MessageEvent | null): void
  /** Calls the callbacks for the end of the socket, once. Null: there is no socket. */
  reportEnd(close: CloseInfo): SocketEnd | null
  receive(message: MessageEvent): void
}

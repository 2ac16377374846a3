import type { ConnectionOptions } from './option-types'
import type { ConnectionRegistry } from './registry-types'
import type { Connection, ConnectionSnapshot, RawIncoming, SendResult, SubscriberOptions, WireData } from './types'

/** Where a component's connection comes from. */
export interface AcquireOptions {
  /** False: a connection of this component's own. @default true */
  share?: boolean
  /** @default the provided one, else the default registry */
  registry?: ConnectionRegistry
}

export interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In>
  extends ConnectionOptions<In, Out>,
    SubscriberOptions<In, Selected>,
    AcquireOptions {}

/** The functions of a `useWebSocket` result; their identity never changes. */
export interface WebSocketActions<Out> {
  /** Sends on the current connection; `'dropped'` when there is none. */
  send(message: Out): SendResult
  /** Connects, or retries now. Also for `enabled: false`; lasts until `close()` or unmount. */
  open(): void
  /** Disconnects the connection, for all who share it, until somebody calls `open()` or `reconnect()`. */
  close(code?: number, reason?: string): void
  /** Replaces the socket now. */
  reconnect(): void
}

export interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected>
  extends ConnectionSnapshot<Selected>,
    WebSocketActions<Out> {
  /** Null while there is no url. */
  readonly connection: Connection<In, Out> | null
}

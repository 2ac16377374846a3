import type { WebSocketLike } from 'websocket-store'

type Headers = Readonly<Record<string, string>>

/** The WebSocket of React Native accepts headers in a third argument. Browsers do not have this argument. */
type Constructor = new (url: string, protocols?: string | string[], options?: { headers: Headers }) => WebSocketLike

/** Returns a `transport` option. `headers` is called for each dial. */
export const withHeaders =
  (headers: () => Headers, Base: Constructor = WebSocket as unknown as Constructor) =>
  (url: string, protocols?: string | string[]): WebSocketLike =>
    new Base(url, protocols, { headers: headers() })

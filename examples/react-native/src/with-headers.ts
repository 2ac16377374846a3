import type { WebSocketLike } from 'websocket-store'

type Headers = Readonly<Record<string, string>>

/** The WebSocket of React Native takes headers in a third argument, which browsers do not have. */
type Constructor = new (url: string, protocols?: string | string[], options?: { headers: Headers }) => WebSocketLike

/** For the `transport` option; `headers` is asked on each dial. */
export const withHeaders =
  (headers: () => Headers, Base: Constructor = WebSocket as unknown as Constructor) =>
  (url: string, protocols?: string | string[]): WebSocketLike =>
    new Base(url, protocols, { headers: headers() })

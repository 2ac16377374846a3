// GraphQL over WebSocket (the protocol of the npm package `graphql-ws`). Subscriptions are channels, a query is a request.
import { defineOptions, json } from 'websocket-store'

export interface Operation {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

interface Result {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string }[]
}

type FromServer =
  | { readonly type: 'connection_ack' | 'ping' | 'pong' }
  | { readonly type: 'next'; readonly id: string; readonly payload: Result }
  | { readonly type: 'error'; readonly id: string; readonly payload: readonly { readonly message: string }[] }
  | { readonly type: 'complete'; readonly id: string }

type ToServer =
  | { readonly type: 'connection_init'; readonly payload?: object }
  | { readonly type: 'subscribe'; readonly id?: string; readonly payload: Operation }
  | { readonly type: 'complete'; readonly id: string }

/** The key of a subscription's channel. It is also the id of the operation, so equal operations share one. */
export const keyOf = ({ query, variables }: Operation): string => JSON.stringify({ query, variables })

/** The message of a query or mutation: `await request(connection, operation({ query }))`. */
export const operation = (payload: Operation): ToServer => ({ type: 'subscribe', payload })

export interface GraphqlSettings {
  /** Sent with each connection_init. */
  readonly token?: () => string
  /** @default 10_000 */
  readonly pingMs?: number
}

export const graphqlOptions = ({ token, pingMs = 10_000 }: GraphqlSettings = {}) =>
  defineOptions({
    protocols: 'graphql-transport-ws',
    codec: json<FromServer, ToServer>(),
    async handshake({ send, receive }) {
      send({ type: 'connection_init', ...(token && { payload: { token: token() } }) })
      await receive(({ type }) => type === 'connection_ack')
    },
    heartbeat: {
      intervalMs: pingMs,
      message: '{"type":"ping"}',
      isPong: (message) => (message as FromServer).type === 'pong',
      reply: (message) => ((message as FromServer).type === 'ping' ? '{"type":"pong"}' : undefined),
    },
    reconnect: {
      // The other codes of the protocol have the right class by default.
      classifyClose: ({ code }) => (code === 4408 ? 'retry' : code === 4500 ? 'fatal' : undefined),
    },
    channels: {
      subscribe: (key) => ({ type: 'subscribe', id: key, payload: JSON.parse(key) as Operation }),
      unsubscribe: (key) => ({ type: 'complete', id: key }),
      route: (message) => (message.type === 'next' ? message.id : undefined),
      errorOf: (message) => (message.type === 'error' ? { key: message.id, error: message.payload } : undefined),
      // The source has ended: a reconnect must not start it again.
      endOf: (message) => (message.type === 'complete' ? message.id : undefined),
      // An invalid operation stays invalid.
      retry: false,
    },
    requests: {
      tag: (message, id) => ({ ...message, id }) as ToServer,
      idOf: (message) => (message.type === 'next' || message.type === 'error' ? message.id : undefined),
      resultOf(message) {
        const { data, errors } = message.type === 'error' ? { data: undefined, errors: message.payload } : message.type === 'next' ? message.payload : {}
        if (errors) throw new Error(errors.map((error) => error.message).join('\n'))
        return data
      },
      cancel: (id) => ({ type: 'complete', id }),
    },
  })

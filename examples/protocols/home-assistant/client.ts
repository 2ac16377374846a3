// Home Assistant. Options that do the work: `handshake` authenticates, `requests` gives each command its id when it is sent,
// `channels` are event types, `heartbeat` is the ping command. All of them share one sequence of ids, which must increase on
// each socket.
import { createConnection, json, type ReconnectOptions } from 'websocket-store'

export interface HomeAssistantMessage {
  readonly type: string
  readonly id?: number
  readonly success?: boolean
  readonly result?: unknown
  readonly error?: { readonly code: string; readonly message: string }
  readonly event?: { readonly event_type: string; readonly data: unknown }
}

export interface HomeAssistantCommand {
  readonly type: string
  readonly [field: string]: unknown
}

export interface HomeAssistantOptions {
  /** Called before each authentication, so that it can refresh the token. */
  accessToken(): string | Promise<string>
  readonly pingEveryMs?: number
  readonly reconnect?: Pick<ReconnectOptions, 'delay'>
}

export function connect(url: string, { accessToken, pingEveryMs = 30_000, reconnect = {} }: HomeAssistantOptions) {
  let lastId = 0
  /** What an id on the wire stands for, until the socket ends: a request, or the event type of a subscription. */
  const requestOf = new Map<number, string>()
  const eventTypeOf = new Map<number, string>()
  const nextId = () => ++lastId

  function newId<T>(names: Map<number, T>, name: T): number {
    names.set(nextId(), name)
    return lastId
  }
  const subscriptionOf = ({ id = 0 }: HomeAssistantMessage) => eventTypeOf.get(id)

  return createConnection(url, {
    codec: json<HomeAssistantMessage, HomeAssistantCommand>(),
    async handshake({ send, receive }) {
      requestOf.clear()
      eventTypeOf.clear()
      await receive(({ type }) => type === 'auth_required')
      send({ type: 'auth', access_token: await accessToken() })
      const { type } = await receive(({ type }) => type.startsWith('auth_'))
      if (type === 'auth_invalid') throw Object.assign(new Error('The access token is not valid.'), { fatal: true })
    },
    requests: {
      tag: (command, id) => ({ ...command, id: newId(requestOf, id) }),
      idOf: ({ type, id = 0 }) => (type === 'result' ? requestOf.get(id) : undefined),
      resultOf({ success, result, error }) {
        if (!success) throw Object.assign(new Error(error?.message), error)
        return result
      },
    },
    channels: {
      subscribe: (eventType) => ({ type: 'subscribe_events', event_type: eventType, id: newId(eventTypeOf, eventType) }),
      unsubscribe: (_eventType, ack) => ({ type: 'unsubscribe_events', subscription: ack?.id, id: nextId() }),
      route: (message) => (message.type === 'event' ? subscriptionOf(message) : undefined),
      ackOf: (message) => (message.success ? subscriptionOf(message) : undefined),
      errorOf(message) {
        const key = message.success === false ? subscriptionOf(message) : undefined
        return key === undefined ? undefined : { key, error: message.error }
      },
    },
    heartbeat: {
      intervalMs: pingEveryMs,
      message: () => JSON.stringify({ type: 'ping', id: nextId() }),
      isPong: (message) => (message as HomeAssistantMessage).type === 'pong',
    },
    reconnect,
  })
}

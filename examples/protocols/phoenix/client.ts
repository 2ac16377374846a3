// Phoenix channels, serializer version 2. The url is `wss://host/socket/websocket?vsn=2.0.0`.
import { defineOptions, json } from 'websocket-store'

/** Join reference, reference, topic, event, payload. */
export type PhoenixMessage = readonly [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown]

interface Reply {
  readonly status: 'ok' | 'error'
  readonly response: unknown
}

export interface PhoenixSettings {
  /** The payload of each join. */
  readonly params?: (topic: string) => object
  /** @default 30_000 */
  readonly heartbeatMs?: number
}

/** Pushes an event: `await request(connection, push('room:1', 'shout', { text }))`. */
export const push = (topic: string, event: string, payload: unknown): PhoenixMessage => [null, null, topic, event, payload]

export function phoenixOptions({ params = () => ({}), heartbeatMs = 30_000 }: PhoenixSettings = {}) {
  /** The reference of the last join of each topic. All later messages of that join carry it. */
  const joinRefs = new Map<string, string>()
  let joins = 0

  /** Whether a message belongs to the join that is in force, not to one before it. Broadcasts have no reference. */
  const isCurrent = ([joinRef, , topic]: PhoenixMessage) => joinRef === null || joinRef === joinRefs.get(topic)
  const isJoinReply = ([joinRef, ref, , event]: PhoenixMessage) => event === 'phx_reply' && ref === joinRef
  const replyOf = (message: PhoenixMessage) => message[4] as Reply
  const isOf = (message: PhoenixMessage, event: string) => message[3] === event && isCurrent(message)

  return defineOptions({
    codec: json<PhoenixMessage, PhoenixMessage>(),
    heartbeat: {
      intervalMs: heartbeatMs,
      message: JSON.stringify([null, 'heartbeat', 'phoenix', 'heartbeat', {}]),
      isPong: (message) => (message as PhoenixMessage)[2] === 'phoenix',
    },
    channels: {
      subscribe(topic) {
        const ref = `join-${++joins}`
        joinRefs.set(topic, ref)
        return [ref, ref, topic, 'phx_join', params(topic)]
      },
      unsubscribe: (topic) => [joinRefs.get(topic)!, `leave-${joins}`, topic, 'phx_leave', {}],
      // Events of the protocol itself are no messages of the channel.
      route: (message) => (isCurrent(message) && !message[3].startsWith('phx_') ? message[2] : undefined),
      ackOf: (message) => (isCurrent(message) && isJoinReply(message) && replyOf(message).status === 'ok' ? message[2] : undefined),
      errorOf(message) {
        const isRefused = isCurrent(message) && isJoinReply(message) && replyOf(message).status === 'error'
        if (isRefused) return { key: message[2], error: replyOf(message).response }
        // The channel's process crashed: it is joined again on the same socket.
        return isOf(message, 'phx_error') ? { key: message[2], error: message[4] } : undefined
      },
      // The server has closed the channel in order.
      endOf: (message) => (isOf(message, 'phx_close') ? message[2] : undefined),
    },
    requests: {
      // Called when the message goes to the socket, after the joins of that socket.
      tag: ([, , topic, event, payload], ref) => [joinRefs.get(topic) ?? null, ref, topic, event, payload],
      idOf: (message) => (message[3] === 'phx_reply' ? (message[1] ?? undefined) : undefined),
      resultOf(message) {
        const { status, response } = replyOf(message)
        if (status === 'error') throw Object.assign(new Error('The channel refused the push.'), { response })
        return response
      },
    },
  })
}

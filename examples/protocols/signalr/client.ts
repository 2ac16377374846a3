// SignalR, hub protocol "json". What the hub calls on its clients is a channel for each method. Calls of the hub are requests.
import { batch, defineOptions, type Codec } from 'websocket-store'

export type Invocation = { readonly type: 1; readonly invocationId?: string; readonly target: string; readonly arguments: readonly unknown[] }
type StreamInvocation = { readonly type: 4; readonly invocationId?: string; readonly target: string; readonly arguments: readonly unknown[] }
type Item = { readonly type: 2; readonly invocationId: string; readonly item: unknown }
type Completion = { readonly type: 3; readonly invocationId: string; readonly result?: unknown; readonly error?: string }
type Cancel = { readonly type: 5; readonly invocationId: string }
type Ping = { readonly type: 6 }
type Close = { readonly type: 7; readonly error?: string; readonly allowReconnect?: boolean }

/** The answer to the handshake has no type. */
type FromHub = { readonly type?: undefined; readonly error?: string } | Invocation | Item | Completion | Ping | Close
type ToHub = { readonly protocol: 'json'; readonly version: 1 } | Invocation | StreamInvocation | Completion | Cancel | Ping

const SEPARATOR = '\u001E'

/** Records end with 0x1E. A frame can hold several of them, or a part of one: each socket needs a codec of its own. */
function records(): Codec<FromHub, ToHub> {
  let rest = ''
  return {
    name: 'signalr',
    encode: (message) => JSON.stringify(message) + SEPARATOR,
    decode(data) {
      const parts = (rest + String(data)).split(SEPARATOR)
      rest = parts.pop()!
      return batch(parts.map((part) => JSON.parse(part) as FromHub))
    },
  }
}

/** Calls a method of the hub: `await request(connection, invoke('Add', 1, 2))`. */
export const invoke = (target: string, ...args: unknown[]): ToHub => ({ type: 1, target, arguments: args })
/** Calls a method that streams: `for await (const { item } of requestStream(connection, stream('Counter', 10)))`. */
export const stream = (target: string, ...args: unknown[]): ToHub => ({ type: 4, target, arguments: args })

const complete = ({ invocationId }: Invocation, outcome: Pick<Completion, 'result' | 'error'>): ToHub => ({
  type: 3,
  invocationId: invocationId!,
  ...outcome,
})

export interface SignalrSettings {
  /** How often a ping is sent. The server expects one, or another message, within 30 s. @default 15_000 */
  readonly keepAliveMs?: number
  /** The socket is replaced when the server sends nothing for so long. It pings every 15 s. @default 30_000 */
  readonly serverTimeoutMs?: number
}

/** The token belongs into the url: `async () => `${hub}?access_token=${await token()}``. */
export function signalrOptions({ keepAliveMs = 15_000, serverTimeoutMs = 30_000 }: SignalrSettings = {}) {
  /** The last Close record of this socket: whether to reconnect. */
  let isFinal = false
  return defineOptions({
    codec: records,
    async handshake({ send, receive }) {
      isFinal = false
      send({ protocol: 'json', version: 1 })
      const { error } = await receive((message) => message.type === undefined) as { error?: string }
      if (error !== undefined) throw Object.assign(new Error(error), { fatal: true })
    },
    heartbeat: {
      intervalMs: keepAliveMs,
      // Nobody answers a ping. Both sides send theirs, and any frame counts.
      timeoutMs: serverTimeoutMs,
      message: JSON.stringify({ type: 6 }) + SEPARATOR,
      isPong: (message) => (message as FromHub).type === 6,
    },
    reconnect: { classifyClose: () => (isFinal ? 'fatal' : undefined) },
    // The hub says in a message whether it accepts this client again.
    setup: (connection) =>
      connection.onMessage((message) => {
        if (message.type === 7) isFinal = !message.allowReconnect
      }),
    channels: {
      // The hub decides who is called: there is nothing to send.
      subscribe: () => undefined,
      route: (message) => (message.type === 1 ? message.target : undefined),
    },
    requests: {
      tag: (message, invocationId) => ({ ...message, invocationId }) as ToHub,
      idOf: (message) => (message.type === 2 || message.type === 3 ? message.invocationId : undefined),
      isLast: (message) => message.type === 3,
      resultOf(message) {
        const { error, result } = message as Completion
        if (error !== undefined) throw new Error(error)
        return message.type === 2 ? message.item : result
      },
      cancel: (invocationId) => ({ type: 5, invocationId }),
      // What the hub calls with an id waits for a result of this client.
      requestOf: (message) => (message.type === 1 && message.invocationId !== undefined ? message : undefined),
      reply: (result, call: Invocation) => complete(call, { result }),
      replyError: (error, call: Invocation) => complete(call, { error: error instanceof Error ? error.message : String(error) }),
      replyUnknown: (call: Invocation) => complete(call, { error: "Client didn't provide a result." }),
    },
  })
}

// Centrifugo, the bidirectional JSON protocol. Channels continue from their offset and say whether messages were lost.
import { batch, defineOptions, recovery, type Codec } from 'websocket-store'

interface Position {
  readonly offset: number
  readonly epoch: string
}

interface Publication {
  readonly data: unknown
  readonly offset?: number
}

interface Subscribed extends Partial<Position> {
  readonly was_recovering?: boolean
  readonly recovered?: boolean
  readonly publications?: readonly Publication[]
}

type Command = { readonly id?: number } & Readonly<Record<string, unknown>>

/** A reply or a push. `{}` is a ping. */
export interface FromCentrifugo {
  readonly id?: number
  readonly error?: { readonly code: number; readonly message: string; readonly temporary?: boolean }
  readonly connect?: { readonly ping?: number }
  readonly subscribe?: Subscribed
  readonly rpc?: { readonly data: unknown }
  readonly push?: { readonly channel: string; readonly pub?: Publication; readonly unsubscribe?: { readonly code: number } }
}

/** Lines: a frame can hold several replies, and a list of commands becomes one frame. */
const lines: Codec<FromCentrifugo, Command | readonly Command[]> = {
  name: 'centrifugo',
  encode: (commands) => [commands].flat().map((command) => JSON.stringify(command)).join('\n'),
  decode: (data) => batch(String(data).split('\n').filter(Boolean).map((line) => JSON.parse(line) as FromCentrifugo)),
}

/** Calls a method of the application: `await request(connection, rpc('add', [1, 2]))`. */
export const rpc = (method: string, data: unknown): Command => ({ rpc: { method, data } })

export function centrifugoOptions({ token }: { token?: () => string } = {}) {
  let pingMs = 25_000
  // Requests have even ids, all other commands odd ones.
  let lastId = -1
  const nextId = () => (lastId += 2)
  /** The channels of subscribe commands: the replies do not name them. */
  const channelOf = new Map<number | undefined, string>()
  const epochOf = new Map<string, string>()

  function subscribe(channel: string, position: Position | undefined): Command {
    const id = nextId()
    channelOf.set(id, channel)
    return { id, subscribe: { channel, ...(position && { recover: true, ...position }) } }
  }

  return defineOptions({
    codec: lines,
    async handshake({ send, receive }) {
      channelOf.clear()
      send({ id: nextId(), connect: token ? { token: token() } : {} })
      const { error, connect } = await receive((message) => message.id !== undefined)
      // 109: the token has expired. `token` is called again for the next attempt.
      if (error) throw Object.assign(new Error(error.message), { fatal: error.code !== 109 && !error.temporary })
      pingMs = (connect?.ping ?? 25) * 1000
    },
    heartbeat: {
      // The server pings, as often as it says on connect, and expects an answer.
      message: null,
      intervalMs: () => pingMs,
      timeoutMs: 10_000,
      reply: (message) => (isPing(message) ? '{}' : undefined),
    },
    reconnect: {
      // 3500-3999 and 4500-4999 are terminal.
      classifyClose: ({ code }) => (code < 3000 ? undefined : code % 1000 < 500 ? 'retry' : 'fatal'),
    },
    channels: {
      subscribe,
      // All channels in one frame.
      subscribeMany: (channels) => channels.map(({ key, position }) => subscribe(key, position)),
      unsubscribe: (channel) => ({ id: nextId(), unsubscribe: { channel } }),
      // The reply to a subscribe command holds what was published meanwhile.
      route: (message) => (message.push?.pub ? message.push.channel : message.subscribe && channelOf.get(message.id)),
      ackOf: (message) => message.subscribe && channelOf.get(message.id),
      errorOf({ id, error, push }) {
        const refused = error && channelOf.get(id)
        if (refused !== undefined) return { key: refused, error }
        // From 2500 on the channel should be subscribed again.
        return push?.unsubscribe && push.unsubscribe.code >= 2500 ? { key: push.channel, error: push.unsubscribe } : undefined
      },
      endOf: ({ push }) => (push?.unsubscribe && push.unsubscribe.code < 2500 ? push.channel : undefined),
      positionOf({ id, push, subscribe: reply }: FromCentrifugo): Position | undefined {
        const channel = push?.channel ?? channelOf.get(id) ?? ''
        if (reply?.epoch !== undefined) epochOf.set(channel, reply.epoch)
        const offset = push?.pub?.offset ?? reply?.offset
        return offset === undefined ? undefined : { offset, epoch: epochOf.get(channel) ?? '' }
      },
      recovery: recovery({
        verdictOf: ({ subscribe: reply }) => (reply?.recovered ? 'resumed' : reply?.was_recovering ? 'gap' : 'fresh'),
      }),
    },
    requests: {
      tag: (command, id) => ({ ...command, id: 2 * Number(id) }),
      idOf: ({ id }) => (id !== undefined && id % 2 === 0 ? String(id / 2) : undefined),
      resultOf({ error, rpc: reply }) {
        if (error) throw Object.assign(new Error(error.message), error)
        return reply?.data
      },
    },
  })
}

const isPing = (message: unknown): boolean => typeof message === 'object' && JSON.stringify(message) === '{}'

/** The publications that a message of a channel holds. */
export const publicationsOf = ({ push, subscribe }: FromCentrifugo): readonly Publication[] =>
  push?.pub ? [push.pub] : (subscribe?.publications ?? [])

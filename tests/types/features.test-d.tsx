import { type } from 'arktype'
import * as v from 'valibot'
import { expectTypeOf } from 'vitest'
import {
  channel,
  createConnection,
  createRegistry,
  json,
  jsonRpc,
  messages,
  outbox,
  request,
  type Channel,
  type FrameCodec,
  type Connection,
} from 'websocket-store'
import { useChannel, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { useChannel as useVueChannel, useWebSocket as useVueWebSocket } from 'websocket-store/vue'
import { z } from 'zod'

const url = 'ws://host'
const schema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tick'), price: z.number() }),
  z.object({ kind: z.literal('note'), text: z.string() }),
])
type Incoming = z.infer<typeof schema>

// A schema of any library sets the type of incoming messages.

expectTypeOf(json(schema)).toEqualTypeOf<FrameCodec<Incoming, unknown>>()
expectTypeOf(json(v.object({ price: v.number() }))).toEqualTypeOf<FrameCodec<{ price: number }, unknown>>()
expectTypeOf(json(type({ price: 'number' }))).toEqualTypeOf<FrameCodec<{ price: number }, unknown>>()
expectTypeOf(json()).toEqualTypeOf<FrameCodec<unknown, unknown>>()

const both = json({ incoming: schema, outgoing: z.object({ at: z.number().transform((at) => new Date(at)) }) })
// The type of an outgoing message is the input type of its schema.
expectTypeOf(both).toEqualTypeOf<FrameCodec<Incoming, { at: number }>>()
expectTypeOf(json({ outgoing: z.string() })).toEqualTypeOf<FrameCodec<unknown, string>>()

const typedRpc = createConnection(url, { codec: both, requests: jsonRpc() })
expectTypeOf(typedRpc).toEqualTypeOf<Connection<Incoming, { at: number }>>()
expectTypeOf(createConnection(url, { codec: json(), requests: jsonRpc() })).toEqualTypeOf<Connection<unknown, unknown>>()

// Types reach the component without a type argument, and a discriminated union narrows.

export function Component() {
  const { data, send, connection } = useWebSocket(url, { codec: both })
  if (data?.kind === 'tick') expectTypeOf(data.price).toEqualTypeOf<number>()
  // @ts-expect-error `at` must be a number
  send({ at: 'now' })
  expectTypeOf(useMessages(connection)).toEqualTypeOf<readonly Incoming[]>()
  expectTypeOf(useMessages(connection, { select: ({ kind }) => kind })).toEqualTypeOf<readonly ('tick' | 'note')[]>()
  expectTypeOf(useMessageReducer(connection, (sum, message) => sum + message.kind.length, 0)).toEqualTypeOf<number>()
  const topic = useChannel(connection, 'a')
  expectTypeOf(topic.data).toEqualTypeOf<Incoming | undefined>()
  expectTypeOf(useMessages(topic.channel)).toEqualTypeOf<readonly Incoming[]>()
  expectTypeOf(useChannel(connection, 'a', { select: ({ kind }) => kind }).data).toEqualTypeOf<'tick' | 'note' | undefined>()
  return null
}

export function useSetup() {
  const { data, connection } = useVueWebSocket(url, { codec: json(schema) })
  if (data.value?.kind === 'note') expectTypeOf(data.value.text).toEqualTypeOf<string>()
  expectTypeOf(useVueChannel(connection, 'a').data.value).toEqualTypeOf<Incoming | undefined>()
}

// The protocol of channels and requests uses the codec's types.

const connection = createConnection(url, {
  codec: json({ incoming: schema, outgoing: z.object({ subscribe: z.string() }) }),
  channels: {
    subscribe: (key) => ({ subscribe: key }),
    route: (message) => (message.kind === 'tick' ? 'ticks' : undefined),
  },
})
expectTypeOf(connection).toEqualTypeOf<Connection<Incoming, { subscribe: string }>>()
expectTypeOf(channel(connection, 'ticks')).toEqualTypeOf<Channel<Incoming>>()
expectTypeOf(request(connection, { subscribe: 'a' }, { match: ({ kind }) => kind === 'note' })).toEqualTypeOf<Promise<Incoming>>()
expectTypeOf(messages(connection)).toEqualTypeOf<AsyncIterable<Incoming>>()
outbox(connection, { id: ({ subscribe }) => subscribe, isAck: (message, id) => message.kind === id })
// @ts-expect-error the message does not match the outgoing schema
void request(connection, { unsubscribe: 'a' })

const rpc = createConnection(url, { codec: json(), requests: jsonRpc() })
expectTypeOf(request<unknown, unknown, number>(rpc, { method: 'add' })).toEqualTypeOf<Promise<number>>()

// Inline protocols are checked against the codec's types and do not widen them. Literals of a discriminated union stay literals.

const outgoing = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), topic: z.string() }),
  z.object({ type: z.literal('ask'), id: z.string().optional() }),
])
type Outgoing = z.infer<typeof outgoing>
const codec = json({ incoming: schema, outgoing })

const inline = createConnection(url, {
  codec,
  channels: { subscribe: (topic) => ({ type: 'subscribe', topic }), route: (message) => message.kind },
  requests: { tag: (message, id) => ({ ...message, id }), idOf: (message) => (message.kind === 'note' ? message.text : undefined) },
})
expectTypeOf(inline).toEqualTypeOf<Connection<Incoming, Outgoing>>()
createConnection(url, {
  codec,
  // @ts-expect-error the message does not match the outgoing schema
  channels: { subscribe: (topic) => ({ type: 'unsubscribe', topic }), route: () => undefined },
})
createConnection(url, {
  codec,
  // @ts-expect-error the incoming schema has no `topic`
  channels: { subscribe: (topic) => ({ type: 'subscribe', topic }), route: (message) => message.topic },
})

const viaRegistry = createRegistry().connection(url, {
  codec,
  channels: { subscribe: (topic) => ({ type: 'subscribe', topic }), route: ({ kind }) => kind },
})
expectTypeOf(viaRegistry).toEqualTypeOf<Connection<Incoming, Outgoing>>()

export function Inline() {
  const { data, send } = useWebSocket(url, {
    codec,
    channels: { subscribe: (topic) => ({ type: 'subscribe', topic }), route: ({ kind }) => kind },
  })
  send({ type: 'ask' })
  return data?.kind === 'tick' ? data.price : null
}

export function useInline() {
  const { connection: shared } = useVueWebSocket(url, {
    codec,
    channels: { subscribe: (topic) => ({ type: 'subscribe', topic }), route: ({ kind }) => kind },
  })
  return useVueChannel(shared, 'tick', { select: ({ kind }) => kind }).data.value satisfies 'tick' | 'note' | undefined
}

// A type predicate decides the type of a message that a handshake receives.
createConnection('wss://host.test', {
  codec: json(schema),
  async handshake({ receive }) {
    expectTypeOf(await receive()).toEqualTypeOf<Incoming>()
    expectTypeOf(await receive((message) => message.kind === 'tick')).toEqualTypeOf<Extract<Incoming, { kind: 'tick' }>>()
    expectTypeOf(await receive(({ kind }) => kind === 'tick')).toEqualTypeOf<Incoming>()
  },
})

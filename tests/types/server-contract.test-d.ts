import { expectTypeOf } from 'vitest'
import { defineOptions, json } from 'websocket-store'
import { serverContract, type ContractCase, type ServerContract } from 'websocket-store/testing'

type Incoming = { readonly type: 'echo'; readonly n: number } | { readonly type: 'news'; readonly text: string }
type Outgoing = { readonly type: 'echo'; readonly n: number }

const codec = json<Incoming, Outgoing>()
const url = 'wss://example.org/feed'

// The codec decides the types of the messages of the cases.
const contract = serverContract(url, {
  codec,
  echo: {
    message: (n) => ({ type: 'echo', n }),
    isEcho(reply, n) {
      expectTypeOf(reply).toEqualTypeOf<Incoming>()
      return reply.type === 'echo' && reply.n === n
    },
  },
  channels: { subscribe: () => undefined, route: ({ type }) => type, positionOf: (message) => ('n' in message ? message.n : undefined) },
  channel: { key: 'news', publish: () => Promise.resolve(), isPublished: (message, n) => message.type === 'news' && message.text === String(n) },
  rejected: { url: async () => url, handshake: ({ send }) => send({ type: 'echo', n: 1 }) },
})
expectTypeOf(contract).toEqualTypeOf<ServerContract>()
expectTypeOf(contract[0]).toEqualTypeOf<ContractCase | undefined>()

// Without a codec, messages are raw.
serverContract(new URL(url), { echo: { message: String, isEcho: (reply, n) => reply === String(n) } })
serverContract(() => Promise.resolve(url))

// @ts-expect-error -- the codec cannot encode this message
serverContract(url, { codec, echo: { message: (n) => ({ type: 'other', n }), isEcho: () => true } })

// Options that the application keeps are used as they are.
const options = defineOptions({ codec, heartbeat: { intervalMs: 5000 } })
serverContract(url, { ...options, idleMs: 60_000 })

import { expectTypeOf } from 'vitest'
import {
  createConnection,
  json,
  jsonRpc,
  request,
  requestStream,
  respond,
  type AbortSignalLike,
  type Codec,
  type Connection,
  type JsonRpcRequest,
  type RequestProtocol,
} from 'websocket-store'

interface Incoming {
  readonly id?: number
  readonly ask?: string
  readonly text: string
}
interface Outgoing {
  readonly id?: number
  readonly text: string
}
interface Question {
  readonly number: number
  readonly ask: string
}

declare const codec: Codec<Incoming, Outgoing>
const url = 'wss://host'

// The protocol uses the codec's types, and a number is an id too.

const connection = createConnection(url, {
  codec,
  requests: {
    tag: (message, id) => ({ ...message, id: Number(id) }),
    idOf: ({ id }) => id,
    isLast: ({ text }) => text === 'end',
    cancel: (id) => ({ id: Number(id), text: 'cancel' }),
    requestOf: ({ ask, id }) => ask && { ask, number: id },
    reply: (result, { number }: Question) => ({ id: number, text: String(result) }),
  },
})
expectTypeOf(connection).toEqualTypeOf<Connection<Incoming, Outgoing>>()

createConnection(url, {
  codec,
  // @ts-expect-error the message to cancel with has no text
  requests: { tag: (message) => message, idOf: () => undefined, cancel: (id) => ({ id: Number(id) }) },
})

// A protocol of its own names the type of the server's requests, and fits any connection with these messages.

const protocol: RequestProtocol<Incoming, Outgoing, Question> = {
  tag: (message) => message,
  idOf: () => undefined,
  requestOf: ({ id = 0, ask }) => (ask === undefined ? undefined : { number: id, ask }),
  reply: (result, question) => ({ id: question.number, text: String(result) }),
  replyError: (error, { number }) => ({ id: number, text: String(error) }),
}
expectTypeOf(createConnection(url, { codec, requests: protocol })).toEqualTypeOf<Connection<Incoming, Outgoing>>()

expectTypeOf(requestStream(connection, { text: 'list' })).toEqualTypeOf<AsyncIterable<Incoming>>()
expectTypeOf(requestStream<Incoming, Outgoing, string>(connection, { text: 'list' }, { onLoss: (lost) => expectTypeOf(lost).toEqualTypeOf<string>() })).toEqualTypeOf<AsyncIterable<string>>()
expectTypeOf(request(connection, { text: 'one' })).toEqualTypeOf<Promise<Incoming>>()
requestStream(connection, { text: 'list' }, { match: ({ text }) => text === 'item', isLast: ({ text }) => text === 'end' })
// @ts-expect-error the message does not match the outgoing type
requestStream(connection, { say: 'list' })

// A request of the server is unknown, unless the handler declares its type.

respond(connection, (question, { signal }) => {
  expectTypeOf(question).toEqualTypeOf<unknown>()
  expectTypeOf(signal).toEqualTypeOf<AbortSignalLike>()
})
respond(connection, ({ ask }: Question) => ask, { match: ({ number }) => number > 1 })
// @ts-expect-error handler and `match` disagree
respond(connection, ({ ask }: Question) => ask, { match: (question: string) => question === 'time' })
respond(createConnection(url, { codec: json(), requests: jsonRpc() }), async ({ method, params, id }: JsonRpcRequest) => {
  expectTypeOf(method).toEqualTypeOf<string>()
  expectTypeOf(params).toEqualTypeOf<unknown>()
  expectTypeOf(id).toEqualTypeOf<string | number>()
  return Promise.resolve(1)
})

import { expectTypeOf } from 'vitest'
import { binary, createConnection, createRegistry, json, text } from 'websocket-store'
import type {
  CloseInfo,
  Codec,
  Connection,
  ConnectionError,
  ConnectionOptions,
  Phase,
  RawIncoming,
  ReadyState,
  WireData,
} from 'websocket-store'

const url = 'ws://host'

// The codec sets the types of incoming and outgoing messages.

const raw = createConnection(url)
expectTypeOf(raw).toEqualTypeOf<Connection<RawIncoming, WireData>>()
expectTypeOf<RawIncoming>().toEqualTypeOf<string | ArrayBuffer>()
raw.send('text')
raw.send(new Uint8Array(1))
raw.send(new DataView(new ArrayBuffer(1)))
raw.send(new ArrayBuffer(1))
raw.send(new SharedArrayBuffer(1))
raw.send(new Blob([]))
// @ts-expect-error an object needs a codec
raw.send({ type: 'chat' })

const texts = createConnection(url, { codec: text() })
expectTypeOf(texts).toEqualTypeOf<Connection<string, string>>()
// @ts-expect-error text() sends strings only
texts.send(new Uint8Array(1))

const bytes = createConnection(url, { codec: binary() })
expectTypeOf(bytes).toEqualTypeOf<Connection<ArrayBuffer, ArrayBufferLike | ArrayBufferView>>()
// @ts-expect-error binary() sends bytes only
bytes.send('text')

const values = createConnection(url, { codec: json() })
expectTypeOf(values).toEqualTypeOf<Connection<unknown, unknown>>()
values.send({ any: 'thing' })
values.onMessage((message) => {
  // @ts-expect-error without a schema, a message is unknown
  void message.type
})

interface Incoming {
  readonly kind: 'tick'
  readonly price: number
}
interface Outgoing {
  readonly subscribe: string
}
const typed = createConnection(url, { codec: json<Incoming, Outgoing>() })
expectTypeOf(typed).toEqualTypeOf<Connection<Incoming, Outgoing>>()
expectTypeOf(typed.getSnapshot().data).toEqualTypeOf<Incoming | undefined>()
typed.send({ subscribe: 'EURUSD' })
// @ts-expect-error the value does not match the outgoing type
typed.send({ subscribe: 1 })
typed.onMessage(({ price }) => expectTypeOf(price).toEqualTypeOf<number>())

const own: Codec<number, number> = { encode: String, decode: Number }
const numbers = createRegistry().connection(url, { codec: own })
expectTypeOf(numbers).toEqualTypeOf<Connection<number, number>>()

// The handshake uses the codec's types too.
createConnection(url, {
  codec: json<Incoming, Outgoing>(),
  async handshake({ send, receive, signal }) {
    send({ subscribe: 'all' })
    const { price } = await receive()
    expectTypeOf(price).toEqualTypeOf<number>()
    expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
  },
})

// Listeners can use the DOM event types.

raw.onMessage((message: string | ArrayBuffer, event: MessageEvent) => void [message, event.lastEventId])
texts.onMessage((message: string, event: MessageEvent<string>) => void [message, event.data])
raw.on('open', (event: Event, { isReconnect }) => void [event.timeStamp, isReconnect satisfies boolean])
raw.on('close', ({ code, reason, wasClean }, event: Event | null) => void [code, reason, wasClean, event?.type])
raw.on('close', (close: CloseInfo, event: CloseEvent | null) => void [close.code, event?.code])
raw.on('error', (error) => expectTypeOf(error).toEqualTypeOf<ConnectionError>())
raw.on('state', (snapshot, previous) => expectTypeOf([snapshot.phase, previous.phase]).toEqualTypeOf<Phase[]>())
typed.on('drop', ({ message, reason }) => void [message.subscribe, reason satisfies string])
// @ts-expect-error messages are delivered by onMessage, not by on()
raw.on('message', () => {})
// @ts-expect-error text() decodes to strings
texts.onMessage((message: number) => void message)

// Urls and protocols.

createConnection(new URL(url))
createConnection(() => url)
createConnection(async ({ attempt, lastClose, signal }) => {
  expectTypeOf(attempt).toEqualTypeOf<number>()
  expectTypeOf(lastClose).toEqualTypeOf<CloseInfo | null>()
  expectTypeOf(signal).toEqualTypeOf<AbortSignal>()
  return new URL(url)
})
createConnection(url, { protocols: 'a' })
createConnection(url, { protocols: async () => ['a', 'b'] })
// @ts-expect-error a url is needed
createConnection(null)
// @ts-expect-error the function must return a url
createConnection(() => undefined)

// Options and results.

const { readyState } = raw.getSnapshot()
expectTypeOf(readyState).toEqualTypeOf<-1 | 0 | 1 | 2 | 3>()
expectTypeOf(readyState).toEqualTypeOf<ReadyState>()
const result = raw.send('text')
expectTypeOf(result).toEqualTypeOf<'sent' | 'queued' | 'dropped'>()
export const options: ConnectionOptions = { reconnect: { delay: () => undefined }, heartbeat: false, queue: false }
// @ts-expect-error the option does not exist
createConnection(url, { reconnectInterval: 5 })
// @ts-expect-error only 'blob' and 'arraybuffer' exist
createConnection(url, { binaryType: 'nodebuffer' })
// @ts-expect-error snapshots are read-only
raw.getSnapshot().attempt = 0
// @ts-expect-error connections are read-only
raw.socket = null

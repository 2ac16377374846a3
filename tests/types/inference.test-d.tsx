import { expectTypeOf } from 'vitest'
import {
  channel,
  createConnection,
  createRegistry,
  defineOptions,
  json,
  text,
  type Connection,
  type RawIncoming,
  type WireData,
} from 'websocket-store'
import { useConnection, useWebSocket } from 'websocket-store/react'
import { useConnection as useVueConnection, useWebSocket as useVueWebSocket } from 'websocket-store/vue'

const url = 'ws://host'

interface Tick {
  readonly kind: 'tick'
  readonly price: number
}
interface Note {
  readonly kind: 'note'
  readonly text: string
}
type Incoming = Tick | Note
interface Outgoing {
  readonly subscribe: string
}
const codec = json<Incoming, Outgoing>()
const isTick = (message: Incoming): message is Tick => message.kind === 'tick'

// A type argument without a codec is refused: nothing would make it true.

// @ts-expect-error the first type argument is a codec
createConnection<Incoming, Outgoing>(url)
// @ts-expect-error the first type argument is a codec
createRegistry().connection<Incoming>(url)
// @ts-expect-error a codec other than the raw one must be given
createConnection<typeof codec>(url, {})

export function Refused() {
  // @ts-expect-error the first type argument is a codec
  useWebSocket<Incoming>(url)
  // @ts-expect-error the first type argument is a codec
  useConnection<Incoming>(url)
  // @ts-expect-error the first type argument is a codec
  useVueWebSocket<Incoming>(url)
  // @ts-expect-error the first type argument is a codec
  useVueConnection<Incoming>(url)
  return null
}

// Without a codec messages are raw, with options and without.

export function Raw() {
  expectTypeOf(useWebSocket(url).data).toEqualTypeOf<RawIncoming | undefined>()
  expectTypeOf(useWebSocket(url, { lingerMs: 5 }).data).toEqualTypeOf<RawIncoming | undefined>()
  expectTypeOf(useVueWebSocket(url, { lingerMs: 5 }).data.value).toEqualTypeOf<RawIncoming | undefined>()
  expectTypeOf(useWebSocket(url).send).parameter(0).toEqualTypeOf<WireData>()
  return null
}

// A filter that is a type predicate narrows what comes after it.

export function Narrowed() {
  const ticks = useWebSocket(url, {
    codec,
    filter: isTick,
    onMessage: (message) => expectTypeOf(message).toEqualTypeOf<Tick>(),
  })
  expectTypeOf(ticks.data).toEqualTypeOf<Tick | undefined>()
  expectTypeOf(ticks.connection).toEqualTypeOf<Connection<Incoming, Outgoing>>()
  const prices = useWebSocket(url, { codec, filter: isTick, select: ({ price }) => price })
  expectTypeOf(prices.data).toEqualTypeOf<number | undefined>()
  // @ts-expect-error only ticks pass
  useWebSocket(url, { codec, filter: isTick, select: (message) => message.text })
  expectTypeOf(useWebSocket(url, { codec, filter: ({ kind }) => kind === 'tick' }).data).toEqualTypeOf<Incoming | undefined>()
  return null
}

export function useNarrowedInVue() {
  const ticks = useVueWebSocket(url, { codec, filter: isTick })
  expectTypeOf(ticks.data.value).toEqualTypeOf<Tick | undefined>()
  ticks.onMessage((message) => expectTypeOf(message).toEqualTypeOf<Tick>())
  expectTypeOf(useVueWebSocket(url, { codec, filter: isTick, select: ({ price }) => price }).data.value).toEqualTypeOf<
    number | undefined
  >()
}

// The connection is null only where the url may be absent.

export function Nullable({ maybe }: { maybe: string | null }) {
  expectTypeOf(useWebSocket(url).connection).toEqualTypeOf<Connection>()
  expectTypeOf(useWebSocket(new URL(url)).connection).toEqualTypeOf<Connection>()
  expectTypeOf(useWebSocket(url, { codec }).connection).toEqualTypeOf<Connection<Incoming, Outgoing>>()
  expectTypeOf(useWebSocket(maybe).connection).toEqualTypeOf<Connection | null>()
  expectTypeOf(useWebSocket(maybe, { codec }).connection).toEqualTypeOf<Connection<Incoming, Outgoing> | null>()
  expectTypeOf(useConnection(url)).toEqualTypeOf<Connection>()
  expectTypeOf(useConnection(maybe, { codec })).toEqualTypeOf<Connection<Incoming, Outgoing> | null>()
  expectTypeOf(useVueWebSocket(url).connection.value).toEqualTypeOf<Connection>()
  expectTypeOf(useVueWebSocket(() => url).connection.value).toEqualTypeOf<Connection>()
  expectTypeOf(useVueWebSocket(() => maybe).connection.value).toEqualTypeOf<Connection | null>()
  expectTypeOf(useVueConnection(() => maybe, { codec }).value).toEqualTypeOf<Connection<Incoming, Outgoing> | null>()
  return null
}

// `positionOf` decides the type of a position. The type of its parameter is written out.

const positioned = createConnection(url, {
  codec,
  channels: {
    subscribe(key, position) {
      expectTypeOf(position).toEqualTypeOf<number | undefined>()
      return { subscribe: `${key} ${position ?? 0}` }
    },
    route: ({ kind }) => kind,
    positionOf: (message: Incoming) => (message.kind === 'tick' ? message.price : undefined),
  },
})
expectTypeOf(positioned).toEqualTypeOf<Connection<Incoming, Outgoing, number>>()
channel(positioned, 'a', { position: 3 })
// @ts-expect-error a position is a number here
channel(positioned, 'a', { position: 'three' })

// Options that are kept outside the component.

const options = defineOptions({ codec, filter: isTick, select: ({ price }) => price, lingerMs: 5000 })
export function Outside() {
  expectTypeOf(useWebSocket(url, options).data).toEqualTypeOf<number | undefined>()
  expectTypeOf(useVueWebSocket(url, options).data.value).toEqualTypeOf<number | undefined>()
  return null
}
expectTypeOf(createConnection(url, options)).toEqualTypeOf<Connection<Incoming, Outgoing>>()
const rawOptions = defineOptions({ lingerMs: 1 })
expectTypeOf(createConnection(url, rawOptions)).toEqualTypeOf<Connection>()
const textOptions = defineOptions({ codec: text() })
expectTypeOf(createConnection(url, textOptions)).toEqualTypeOf<Connection<string, string>>()
// @ts-expect-error no such option
defineOptions({ lingerMS: 5000 })
// @ts-expect-error a duration is a number
defineOptions({ lingerMs: '5s' })

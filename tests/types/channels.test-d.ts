import { expectTypeOf } from 'vitest'
import { batch, channel, createConnection, json, recovery, type ChannelSnapshot, type Connection, type Recovery, type RecoveryVerdict } from 'websocket-store'
import { useChannel, useWebSocket } from 'websocket-store/react'

interface Change {
  readonly type: 'change' | 'ack'
  readonly key: string
  readonly seq: number
}
interface Command {
  readonly do: 'subscribe' | 'unsubscribe'
  readonly keys: readonly string[]
}
const codec = json<Change, Command>()
const url = 'ws://host'

// `positionOf` decides the type of positions, also in an inline `recovery()`.

const connection = createConnection(url, {
  codec,
  channels: {
    subscribe: async (key, position, { signal }) => {
      expectTypeOf(position).toEqualTypeOf<number | undefined>()
      expectTypeOf(signal.aborted).toEqualTypeOf<boolean>()
      return { do: 'subscribe', keys: [key] }
    },
    subscribeMany: (channels) => batch(channels.map(({ key }) => ({ do: 'subscribe', keys: [key] }))),
    unsubscribe: (key, ack) => (ack?.type === 'ack' ? { do: 'unsubscribe', keys: [key] } : undefined),
    route: ({ key }) => key.split(','),
    ackOf: ({ key }) => [key],
    endOf: ({ key }) => key,
    positionOf: (message: Change) => (message.type === 'change' ? message.seq : null),
    retry: (attempt) => attempt * 1000,
    maxPerSecond: 5,
    recovery: recovery({
      verdictOf: (ack: Change) => (ack.type === 'ack' ? 'resumed' : undefined),
      isGap: (position: number, previous) => position > previous + 1,
      load: async (key) => ({ messages: [{ type: 'change', key, seq: 1 }], position: 1 }),
    }),
  },
})
expectTypeOf(connection).toEqualTypeOf<Connection<Change, Command, number>>()
expectTypeOf(channel(connection, 'a').getSnapshot()).toEqualTypeOf<ChannelSnapshot<Change>>()
channel(connection, 'a').onRecovery((verdict) => expectTypeOf(verdict).toEqualTypeOf<RecoveryVerdict>())

// The types of messages and positions are written out once: inferred functions in a nested call would not see the codec.

createConnection(url, {
  codec,
  channels: {
    subscribe: (key) => ({ do: 'subscribe', keys: [key] }),
    route: ({ key }) => key,
    positionOf: ({ seq }: Change) => seq,
    recovery: recovery<Change, number>({
      verdictOf: ({ type }) => (type === 'ack' ? 'gap' : undefined),
      isAfter: (position, loaded) => position > loaded,
      load: async (key, { reason, position = 0 }) => ({ messages: reason === 'fresh' ? [] : [{ type: 'change', key, seq: position + 1 }] }),
    }),
  },
})
createConnection(url, {
  codec,
  channels: {
    subscribe: (key) => ({ do: 'subscribe', keys: [key] }),
    route: ({ key }) => key,
    positionOf: ({ seq }: Change) => seq,
    // @ts-expect-error positions are numbers here
    recovery: recovery({ isGap: (position: string, previous) => position > previous }),
  },
})
// @ts-expect-error a loaded message must be one of the codec
recovery<Change, number>({ load: async () => ({ messages: ['text'] }) })

expectTypeOf(recovery<Change, number>({})).toEqualTypeOf<Recovery<Change, number>>()

createConnection(url, {
  codec,
  // @ts-expect-error a channel's message must be one of the codec
  channels: { subscribe: () => ({ do: 'join' }), route: () => undefined },
})

export function Component() {
  const { connection: shared } = useWebSocket(url, { codec })
  const { status, recovery: verdict } = useChannel(shared, 'a', { onRecovery: (given) => void (given satisfies RecoveryVerdict) })
  expectTypeOf(verdict).toEqualTypeOf<RecoveryVerdict | null>()
  return status === 'ended' || status === 'loading' ? status : verdict
}

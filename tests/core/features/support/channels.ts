import { json } from '../../../../src/core/codec/json'
import { batch, type Batch } from '../../../../src/core/vocabulary/batch'
import type { ChannelProtocol } from '../../../../src/core/vocabulary/channel'
import { createFakeConnection } from '../../../support/fake-connection'
import type { FakeSocket } from '../../../support/fake-socket'

export interface Incoming {
  readonly type: 'tick' | 'ack' | 'refused' | 'over'
  readonly topic: string
  readonly offset?: number
  readonly why?: string
}
export interface Outgoing {
  readonly do: string
  readonly topic?: string
  readonly from?: unknown
}

export const protocol: ChannelProtocol<Incoming, Outgoing> = {
  subscribe: (topic, from) => ({ do: 'subscribe', topic, ...(from !== undefined && { from }) }),
  unsubscribe: (topic) => ({ do: 'unsubscribe', topic }),
  route: ({ type, topic }) => (type === 'tick' ? topic : undefined),
}

export function create(more: Partial<ChannelProtocol<Incoming, Outgoing>> = {}, notify: 'sync' | 'frame' = 'sync') {
  return createFakeConnection<Incoming, Outgoing>({ codec: json<Incoming, Outgoing>(), channels: { ...protocol, ...more }, notify })
}

export const sent = (socket: FakeSocket) => socket.sent.map((data) => JSON.parse(data as string) as Outgoing)
/** What was sent, as `subscribe a`. */
export const framesOf = (socket: FakeSocket) => sent(socket).map(({ do: what, topic }) => `${what} ${String(topic)}`)
export const tick = (socket: FakeSocket, topic: string, offset?: number) => socket.message(JSON.stringify({ type: 'tick', topic, offset }))
export const ack = (socket: FakeSocket, topic: string, offset?: number) => socket.message(JSON.stringify({ type: 'ack', topic, offset }))
export const refuse = (socket: FakeSocket, topic: string, why = 'no') => socket.message(JSON.stringify({ type: 'refused', topic, why }))
export const finish = (socket: FakeSocket, topic: string) => socket.message(JSON.stringify({ type: 'over', topic }))
export const batchOf = <T>(...messages: T[]): Batch<T> => batch(messages)
export const ignore = () => {}

/** A server that confirms, refuses and ends channels. */
export const withAcks = {
  ackOf: ({ type, topic }: Incoming): string | readonly string[] | undefined => (type === 'ack' ? topic : undefined),
  errorOf: ({ type, topic, why }: Incoming) => (type === 'refused' ? { key: topic, error: why } : undefined),
  endOf: ({ type, topic }: Incoming) => (type === 'over' ? topic : undefined),
}

/** Whose `unsubscribe` carries what the ack said. */
export const withId = {
  ...withAcks,
  unsubscribe: (topic: string, ackMessage: Incoming | undefined) => ({ do: `end ${String(ackMessage?.offset)}`, topic }),
}

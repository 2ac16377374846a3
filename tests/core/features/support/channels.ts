import { json } from '../../../../src/core/codec/json'
import type { ChannelProtocol } from '../../../../src/core/vocabulary/channel'
import { createFakeConnection } from '../../../support/fake-connection'
import type { FakeSocket } from '../../../support/fake-socket'

export interface Incoming {
  readonly type: 'tick' | 'ack' | 'refused'
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
export const tick = (socket: FakeSocket, topic: string, offset?: number) => socket.message(JSON.stringify({ type: 'tick', topic, offset }))
export const ignore = () => {}

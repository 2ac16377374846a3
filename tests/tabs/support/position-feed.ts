import { onTestFinished } from 'vitest'
import { channel, json, recovery, type ChannelProtocol, type Connection } from 'websocket-store'
import type { ServedOptions } from '../../../src/tabs/worker'
import { pause } from '../../support/wait-for'
import { startServer } from '../../support/ws-server'
import { startTabs, type Page } from './tabs'

interface Frame {
  readonly op: 'sub' | 'unsub' | 'ok' | 'msg'
  readonly key: string
  readonly n?: number
  readonly from?: number | undefined
  readonly verdict?: 'resumed' | 'fresh' | 'gap'
}

const protocolOf = (options: object = {}): ChannelProtocol<Frame, Frame, number> => ({
  subscribe: (key, from) => ({ op: 'sub', key, from }),
  unsubscribe: (key) => ({ op: 'unsub', key }),
  ackOf: (message) => (message.op === 'ok' ? message.key : undefined),
  route: (message) => (message.op === 'msg' ? message.key : undefined),
  positionOf: (message) => message.n,
  recovery: recovery<Frame, number>({ verdictOf: ({ verdict }) => verdict, ...options }),
})

export interface FeedOptions {
  /** The first number that is kept. */
  kept?: number
  /** Delay of the acks, in ms. */
  ackAfterMs?: number
}

/** A server whose only channel counts. It sends again what a subscriber has missed. */
export async function startFeed(options: FeedOptions = {}) {
  const asked: (number | undefined)[] = []
  const members = new Set<{ send(text: string): void }>()
  let last = 0
  const server = await startServer({
    async onMessage(message, socket) {
      const { op, key, from } = JSON.parse(String(message)) as Frame
      if (op === 'unsub') return void members.delete(socket)
      asked.push(from)
      if (options.ackAfterMs) await pause(options.ackAfterMs)
      const { kept = 1 } = options
      const verdict = from === undefined ? 'fresh' : from + 1 < kept ? 'gap' : 'resumed'
      members.add(socket)
      socket.on('close', () => members.delete(socket))
      socket.send(JSON.stringify({ op: 'ok', key, verdict }))
      if (verdict === 'resumed') for (let n = from! + 1; n <= last; n++) socket.send(JSON.stringify({ op: 'msg', key, n }))
    },
  })
  onTestFinished(() => server.stop())
  return {
    url: server.url,
    asked,
    members,
    publish(count: number) {
      for (; count > 0; count--) {
        last++
        for (const socket of members) socket.send(JSON.stringify({ op: 'msg', key: 'room', n: last }))
      }
      return last
    },
  }
}

export function join(page: Page, url: string) {
  const connection = page.registry.connection(url) as unknown as Connection<Frame, Frame>
  connection.retain()
  const room = channel(connection, 'room')
  const numbers: number[] = []
  const verdicts: string[] = []
  room.onRecovery((verdict) => void verdicts.push(verdict))
  room.onMessage(({ n }) => void numbers.push(n!))
  return { page, room, numbers, verdicts }
}
export type Member = ReturnType<typeof join>

export const upTo = (last: number, first = 1) => Array.from({ length: last - first + 1 }, (_, index) => index + first)
export const isSubscribed = ({ room }: Member) => room.getSnapshot().status === 'subscribed'

export const startTabsOf = (recoveryOptions?: object, lingerMs = 0) =>
  startTabs(() => ({ codec: json(), channels: protocolOf(recoveryOptions), lingerMs }) as unknown as ServedOptions)

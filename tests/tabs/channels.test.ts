import { describe, expect, it, onTestFinished } from 'vitest'
import { channel, json, recovery, type Channel, type Connection, type ChannelProtocol } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { startServer, type TestServer } from '../support/ws-server'
import type { ServedOptions } from '../../src/tabs/worker'
import { startTabs, type Page } from './support/tabs'

interface Frame {
  readonly op: 'sub' | 'unsub' | 'ok' | 'msg' | 'no'
  readonly key: string
  readonly n?: number
  readonly from?: number | undefined
  readonly verdict?: 'resumed' | 'fresh' | 'gap'
}

const protocol: ChannelProtocol<Frame, Frame, number> = {
  subscribe: (key, from) => ({ op: 'sub', key, from }),
  unsubscribe: (key) => ({ op: 'unsub', key }),
  ackOf: (message) => (message.op === 'ok' ? message.key : undefined),
  errorOf: (message) => (message.op === 'no' ? { key: message.key, error: 'refused' } : undefined),
  route: (message) => (message.op === 'msg' ? message.key : undefined),
  positionOf: (message) => message.n,
  recovery: recovery<Frame, number>({ verdictOf: ({ verdict }) => verdict }),
  retry: false,
}

const optionsOf = (more: object = {}) => () => ({ codec: json(), channels: protocol, lingerMs: 10, ...more }) as unknown as ServedOptions

/** Numbers the messages of each channel, and sends again those after a position. */
async function startChannelServer(): Promise<TestServer & { publish(key: string): void; subscribers(key: string): number }> {
  const logs = new Map<string, Frame[]>()
  const members = new Map<string, Set<{ send(text: string): void }>>()
  const server = await startServer({
    onMessage(message, socket) {
      const { op, key, from } = JSON.parse(String(message)) as Frame
      const of = members.get(key) ?? new Set()
      members.set(key, of)
      if (op === 'unsub') return void of.delete(socket)
      if (key === 'secret') return socket.send(JSON.stringify({ op: 'no', key }))
      of.add(socket)
      socket.on('close', () => of.delete(socket))
      socket.send(JSON.stringify({ op: 'ok', key, verdict: from === undefined ? 'fresh' : 'resumed' }))
      if (from !== undefined) for (const each of logs.get(key) ?? []) if (each.n! > from) socket.send(JSON.stringify(each))
    },
  })
  onTestFinished(() => server.stop())
  return Object.defineProperties(
    {
      publish(key: string) {
        const log = logs.get(key) ?? []
        logs.set(key, log)
        const frame: Frame = { op: 'msg', key, n: log.length + 1 }
        log.push(frame)
        for (const socket of members.get(key) ?? []) socket.send(JSON.stringify(frame))
      },
      subscribers: (key: string) => members.get(key)?.size ?? 0,
    } as never,
    Object.getOwnPropertyDescriptors(server),
  )
}

interface Member {
  readonly connection: Connection<Frame, Frame>
  readonly channel: Channel<Frame>
  readonly numbers: number[]
  readonly verdicts: string[]
  /** Releases the channel, and keeps the connection. */
  readonly leave: () => void
}

function join(page: Page, url: string, key = 'room'): Member {
  const connection = page.registry.connection(url) as unknown as Connection<Frame, Frame>
  connection.retain()
  const room = channel(connection, key)
  const numbers: number[] = []
  const verdicts: string[] = []
  const stops = [room.onRecovery((verdict) => void verdicts.push(verdict)), room.onMessage(({ n }) => void numbers.push(n!))]
  return { connection, channel: room, numbers, verdicts, leave: () => stops.forEach((stop) => stop()) }
}

const subscribed = ({ channel: room }: Member) => waitFor(() => room.getSnapshot().status === 'subscribed')

describe('channels over the pages', () => {
  it('subscribes once for all pages, and unsubscribes after the last', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const members = [1, 2, 3].map(() => join(tabs.openPage(), server.url))
    await Promise.all(members.map(subscribed))
    server.publish('room')
    await waitFor(() => members.every(({ numbers }) => numbers.length === 1))
    expect(server.messages.filter((each) => String(each).includes('"sub"'))).toHaveLength(1)
    expect(members[0]!.channel.getSnapshot()).toMatchObject({ recovery: 'fresh', data: { n: 1 } })
    members[0]!.leave()
    members[1]!.leave()
    await pause(60)
    expect(server.subscribers('room')).toBe(1)
    members[2]!.leave()
    await waitFor(() => server.subscribers('room') === 0)
    expect(server.alive).toBe(1)
  })

  it('delivers to a page only the channels that it holds', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const room = join(tabs.openPage(), server.url, 'room')
    const hall = join(tabs.openPage(), server.url, 'hall')
    await Promise.all([subscribed(room), subscribed(hall)])
    server.publish('hall')
    server.publish('room')
    server.publish('hall')
    await waitFor(() => hall.numbers.length === 2 && room.numbers.length === 1)
    expect([room.numbers, hall.numbers]).toEqual([[1], [1, 2]])
  })

  it('continues from the position of the worker after a lost socket, for all pages', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const members = [1, 2].map(() => join(tabs.openPage(), server.url))
    await Promise.all(members.map(subscribed))
    server.publish('room')
    await waitFor(() => members.every(({ numbers }) => numbers.length === 1))
    server.terminateAll()
    await waitFor(() => server.alive === 0)
    server.publish('room')
    server.publish('room')
    await waitFor(() => members.every(({ numbers }) => numbers.length === 3))
    expect(members.map(({ numbers }) => numbers)).toEqual([[1, 2, 3], [1, 2, 3]])
    await waitFor(() => members.every(({ verdicts }) => verdicts.at(-1) === 'resumed'))
  })

  it('shows a refused channel as an error of every page', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const members = [1, 2].map(() => join(tabs.openPage(), server.url, 'secret'))
    await waitFor(() => members.every(({ channel: room }) => room.getSnapshot().status === 'error'))
    expect(members.map(({ channel: room }) => room.getSnapshot().error)).toEqual(['refused', 'refused'])
  })

  it('gives a page that slept the messages that it missed, and says so', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const page = tabs.openPage()
    const sleeper = join(page, server.url)
    const other = join(tabs.openPage(), server.url)
    await Promise.all([subscribed(sleeper), subscribed(other)])
    server.publish('room')
    await waitFor(() => sleeper.numbers.length === 1)
    page.sleep()
    expect(sleeper.connection.getSnapshot().phase).toBe('suspended')
    server.publish('room')
    server.publish('room')
    await waitFor(() => other.numbers.length === 3)
    await pause(20)
    const { received } = page
    const before = { ...received }
    page.wake()
    await waitFor(() => sleeper.numbers.length === 3)
    expect(sleeper.numbers).toEqual([1, 2, 3])
    expect(sleeper.verdicts.at(-1)).toBe('resumed')
    expect(before['message']).toBe(received['message'])
    server.publish('room')
    await waitFor(() => sleeper.numbers.length === 4)
    await untilPhase(sleeper.connection, 'open')
    expect(server.opened).toBe(1)
  })

  it('gives a page what arrived while it slept, also when the subscription outlived its sleep', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf({ lingerMs: 10_000 }))
    const page = tabs.openPage()
    const sleeper = join(page, server.url)
    await subscribed(sleeper)
    server.publish('room')
    await waitFor(() => sleeper.numbers.length === 1)
    page.sleep()
    server.publish('room')
    await pause(50)
    page.wake()
    await subscribed(sleeper)
    server.publish('room')
    await waitFor(() => sleeper.numbers.includes(3))
    expect(sleeper.numbers).toEqual([1, 2, 3])
    expect(sleeper.verdicts.at(-1)).toBe('resumed')
    expect(server.opened).toBe(1)
  })

  it('lets the server resume a page that slept while no other page had the channel', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const page = tabs.openPage()
    const sleeper = join(page, server.url)
    await subscribed(sleeper)
    server.publish('room')
    await waitFor(() => sleeper.numbers.length === 1)
    page.sleep()
    await waitFor(() => server.alive === 0)
    server.publish('room')
    page.wake()
    await waitFor(() => sleeper.numbers.length === 2)
    expect(sleeper.numbers).toEqual([1, 2])
    await waitFor(() => sleeper.verdicts.at(-1) === 'resumed')
  })

  it('says that messages were lost when the worker has not kept them', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf({ channels: { ...protocol, positionOf: undefined, recovery: recovery({}) } }))
    const page = tabs.openPage()
    const sleeper = join(page, server.url)
    await subscribed(sleeper)
    server.publish('room')
    await waitFor(() => sleeper.numbers.length === 1)
    page.sleep()
    await waitFor(() => server.alive === 0)
    server.publish('room')
    page.wake()
    await waitFor(() => sleeper.verdicts.at(-1) === 'gap')
  })

  it('delivers 20,000 numbered messages once and in order, over lost sockets, to pages that sleep, crash and join late', async () => {
    const server = await startChannelServer()
    const tabs = startTabs(optionsOf())
    const TOTAL = 20_000
    const steady = join(tabs.openPage(), server.url)
    const sleepy = tabs.openPage()
    const sleeper = join(sleepy, server.url)
    const dying = tabs.openPage()
    join(dying, server.url)
    await Promise.all([subscribed(steady), subscribed(sleeper)])
    const late: Member[] = []
    for (let n = 1; n <= TOTAL; n++) {
      server.publish('room')
      if (n % 500 === 0) await new Promise(setImmediate)
      if (n === 3000) sleepy.sleep()
      if (n === 3500) sleepy.wake()
      if (n === 7000) server.terminateAll()
      if (n === 9000) dying.crash()
      if (n === 11_000) late.push(join(tabs.openPage(), server.url))
      if (n === 15_000) server.terminateAll()
    }
    const all = [steady, sleeper, ...late]
    await waitFor(() => all.every(({ numbers }) => numbers.at(-1) === TOTAL), { timeoutMs: 30_000 })
    const full = Array.from({ length: TOTAL }, (_, index) => index + 1)
    expect(steady.numbers).toEqual(full)
    expect(steady.verdicts).not.toContain('gap')
    // It may have slept while more was published than the worker keeps: then it was told.
    const missed = sleeper.numbers.findIndex((n, index) => index > 0 && n !== sleeper.numbers[index - 1]! + 1)
    if (missed === -1) expect(sleeper.numbers).toEqual(full)
    else {
      expect(sleeper.verdicts).toContain('gap')
      expect([...sleeper.numbers.slice(0, missed), ...full.slice(sleeper.numbers[missed]! - 1)]).toEqual(sleeper.numbers)
    }
    expect(late[0]!.numbers).toEqual(full.slice(late[0]!.numbers[0]! - 1))
    expect(server.alive).toBe(1)
  }, 60_000)
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { channel, json, recovery, type Channel, type ChannelProtocol, type Connection } from 'websocket-store'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import { createLeaderWorker } from '../../../src/tabs/leader/leader-worker'
import type { ServedOptions } from '../../../src/tabs/worker'
import { seededRandom } from '../../support/property'
import { waitFor } from '../../support/wait-for'
import { startServer } from '../../support/ws-server'
import type { FakeBrowser, FakeTab } from './support/fake-browser'
import { startBrowser } from './support/real-time'

type Any = Connection<unknown, unknown>
interface Frame {
  readonly op: 'sub' | 'ok' | 'msg'
  readonly key: string
  readonly n?: number
  readonly from?: number
  readonly verdict?: 'fresh' | 'resumed'
}

const protocol: ChannelProtocol<Frame, Frame, number> = {
  subscribe: (key, from) => ({ op: 'sub', key, ...(from !== undefined && { from }) }),
  ackOf: (message) => (message.op === 'ok' ? message.key : undefined),
  route: (message) => (message.op === 'msg' ? message.key : undefined),
  positionOf: (message) => message.n,
  recovery: recovery<Frame, number>({ verdictOf: ({ verdict }) => verdict }),
}

function openPage(browser: FakeBrowser, id: number, options: object = {}) {
  const tab = browser.openTab(`tab-${id}`, seededRandom(id + 1))
  const worker = createLeaderWorker({
    name: 'feed',
    platform: tab.platform,
    optionsFor: () => ({ WebSocket, reconnect: { delay: () => 5 }, ...options }) as unknown as ServedOptions,
    onUnavailable: () => {},
    settings: { quietMs: 300, proofTimeoutMs: 300, claimTimeoutMs: 200 },
  })
  const registry = createTabsRegistryIn({ watchPage: () => () => {} }, worker)
  onTestFinished(() => {
    worker.port.close()
    registry.dispose()
  })
  return { tab, registry, close: () => worker.port.close() }
}

describe('pages with a leader instead of a worker', () => {
  it('share one socket, and another after their leader froze', async () => {
    const server = await startServer({ echo: false })
    onTestFinished(() => server.stop())
    const browser = startBrowser()
    const pages = [0, 1, 2].map((id) => openPage(browser, id))
    const all = pages.map(({ registry }) => {
      const connection = registry.connection(server.url) as unknown as Any
      const received: unknown[] = []
      connection.onMessage((message) => received.push(message))
      connection.retain()
      return { connection, received }
    })
    const isOpen = (some = all) => some.every(({ connection }) => connection.getSnapshot().phase === 'open')
    await waitFor(() => isOpen())
    expect(server.opened).toBe(1)
    await waitFor(() => pages.every(({ registry }) => registry.pageCount === 3))
    const leader = leaderOf(browser, pages)
    leader.emit('frozen')
    browser.suspend(leader)
    const others = all.filter((_, i) => pages[i]!.tab !== leader)
    await waitFor(() => server.opened === 2 && isOpen(others))
    await waitFor(() => server.alive === 1)
    await waitFor(() => pages.every(({ tab, registry }) => tab === leader || registry.pageCount === 2))
    server.broadcast('hello')
    await waitFor(() => others.every(({ received }) => received.includes('hello')))
    others.forEach(({ connection }, i) => expect(connection.send(`from ${i}`)).toBe('sent'))
    await waitFor(() => server.messages.length === 2)
  })

  it('receive each message of a channel once and in order while leaders come and go', async () => {
    const log: Frame[] = []
    const members = new Set<{ send(text: string): void }>()
    const server = await startServer({
      onMessage(message, socket) {
        const { key, from } = JSON.parse(String(message)) as Frame
        members.add(socket)
        socket.on('close', () => members.delete(socket))
        socket.send(JSON.stringify({ op: 'ok', key, verdict: from === undefined ? 'fresh' : 'resumed' }))
        if (from !== undefined) for (const each of log) if (each.n! > from) socket.send(JSON.stringify(each))
      },
    })
    onTestFinished(() => server.stop())
    const publish = () => {
      const frame: Frame = { op: 'msg', key: 'room', n: log.length + 1 }
      log.push(frame)
      for (const socket of members) socket.send(JSON.stringify(frame))
    }
    const browser = startBrowser()
    const pages = [0, 1, 2, 3].map((id) => openPage(browser, id, { codec: json(), channels: protocol }))
    const all = pages.map(({ registry }) => {
      const connection = registry.connection(server.url, { channels: protocol, codec: json() } as never) as unknown as Any
      const received: number[] = []
      const room = channel(connection, 'room') as unknown as Channel<Frame>
      room.onMessage((message) => received.push(message.n!))
      room.retain()
      connection.retain()
      return { connection, room, received }
    })
    const subscribed = (some = all) => some.every(({ room }) => room.getSnapshot().status === 'subscribed')
    await waitFor(() => subscribed())
    for (let i = 0; i < 5; i++) publish()
    await waitFor(() => all.every(({ received }) => received.length === 5))
    let left = all.map((each, i) => ({ ...each, page: pages[i]! }))
    for (let round = 0; round < 2; round++) {
      const leader = leaderOf(browser, left.map(({ page }) => page))
      left = left.filter(({ page }) => page.tab !== leader)
      leader.emit('frozen')
      for (let i = 0; i < 5; i++) publish()
      await waitFor(() => subscribed(left))
      for (let i = 0; i < 5; i++) publish()
      await waitFor(() => left.every(({ received }) => received.at(-1) === log.length))
    }
    for (const { received } of left) expect(received).toEqual(log.map(({ n }) => n))
  })
})

function leaderOf(browser: FakeBrowser, pages: readonly { readonly tab: FakeTab }[]): FakeTab {
  const lock = browser.heldLocks().find(({ name, granted, mode }) => granted && mode === 'exclusive' && /^websocket-store\/1\/feed\/\d+$/.test(name))
  return pages.find(({ tab }) => tab.id === lock?.tab)!.tab
}

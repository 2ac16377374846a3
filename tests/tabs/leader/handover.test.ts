import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { json, outbox, request, type Connection } from 'websocket-store'
import { leaderSource } from '../../../src/tabs/page/leader-source'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import { seededRandom } from '../../support/property'
import { untilPhase, waitFor } from '../../support/wait-for'
import { startServer } from '../../support/ws-server'
import type { FakeBrowser, FakeTab } from './support/fake-browser'
import { startBrowser } from './support/real-time'

interface Message {
  readonly text?: string
  readonly id?: string
  readonly acked?: string
}
type Any = Connection<Message, Message>

async function start(receive: (message: Message, reply: (message: Message) => void) => void = () => {}) {
  const texts: string[] = []
  const server = await startServer({
    onMessage(data, socket) {
      const message = JSON.parse(String(data)) as Message
      texts.push(message.text!)
      receive(message, (reply) => socket.send(JSON.stringify(reply)))
    },
  })
  onTestFinished(() => server.stop())
  return { server, texts, browser: startBrowser() }
}

function openPage(browser: FakeBrowser, url: string, id: number) {
  const tab = browser.openTab(`tab-${id}`, seededRandom(id + 1))
  const requests = { tag: (message: Message, id: string) => ({ ...message, id }), idOf: ({ id }: Message) => id }
  const defaults = { WebSocket, codec: json(), requests, reconnect: { delay: () => 5 }, lingerMs: 10 } as never
  const registry = createTabsRegistryIn({ watchPage: () => () => {} }, leaderSource({ leader: 'feed' }, { defaults }, () => tab.platform), { defaults })
  onTestFinished(() => registry.dispose())
  const connection = registry.connection(url) as unknown as Any
  connection.retain()
  return { tab, registry, connection }
}
type Page = ReturnType<typeof openPage>

/** The page that leads, and another one. Both are connected. */
async function openTwo(browser: FakeBrowser, url: string): Promise<[Page, Page]> {
  const leader = openPage(browser, url, 0)
  await untilPhase(leader.connection, 'open')
  const other = openPage(browser, url, 1)
  await untilPhase(other.connection, 'open')
  return [leader, other]
}

function freeze(browser: FakeBrowser, tab: FakeTab): void {
  tab.emit('frozen')
  browser.suspend(tab)
}

describe('a handover to another leader', () => {
  it('is a reconnect for the other pages: they see a close, then an open connection', async () => {
    const { server, browser } = await start()
    const [leader, other] = await openTwo(browser, server.url)
    const phases: string[] = []
    other.connection.on('state', ({ phase }) => phases.push(phase))
    freeze(browser, leader.tab)
    await waitFor(() => server.opened === 2)
    await untilPhase(other.connection, 'open')
    expect(phases[0]).not.toBe('open')
    expect(phases.at(-1)).toBe('open')
    expect(server.alive).toBe(1)
  })

  it('keeps what waits in the queue of a page, and sends it once', async () => {
    const { server, browser, texts } = await start()
    const [leader, other] = await openTwo(browser, server.url)
    other.connection.send({ text: 'before' })
    await waitFor(() => texts.length === 1)
    const closed = new Promise((resolve) => other.connection.on('close', resolve))
    freeze(browser, leader.tab)
    await closed
    expect(other.connection.send({ text: 'meanwhile' })).toBe('queued')
    await untilPhase(other.connection, 'open')
    other.connection.send({ text: 'after' })
    await waitFor(() => texts.length === 3)
    expect(texts).toEqual(['before', 'meanwhile', 'after'])
  })

  it('sends again only what the outbox of a page has no ack for', async () => {
    const held: (() => void)[] = []
    const { server, browser, texts } = await start(({ text, id }, reply) => {
      if (text === 'kept') held.push(() => reply({ acked: id! }))
      else reply({ acked: id! })
    })
    const [leader, other] = await openTwo(browser, server.url)
    const box = outbox(other.connection, { id: ({ id }) => id!, isAck: ({ acked }, id) => acked === id })
    box.send({ id: '1', text: 'acknowledged' })
    box.send({ id: '2', text: 'kept' })
    other.connection.send({ text: 'plain' })
    await waitFor(() => texts.length === 3 && box.pending.length === 1)
    freeze(browser, leader.tab)
    await waitFor(() => texts.length === 4)
    expect(texts).toEqual(['acknowledged', 'kept', 'plain', 'kept'])
    held.at(-1)!()
    await waitFor(() => box.pending.length === 0)
  })

  it('fails a request that waits for its reply, as a lost socket does', async () => {
    const { server, browser, texts } = await start()
    const [leader, other] = await openTwo(browser, server.url)
    const reply = request(other.connection, { text: 'question' })
    await waitFor(() => texts.length === 1)
    freeze(browser, leader.tab)
    await expect(reply).rejects.toMatchObject({ code: 'request-lost' })
  })

  it('brings a page back that was the leader, was frozen, and was resumed', async () => {
    const { server, browser } = await start()
    const [former, other] = await openTwo(browser, server.url)
    freeze(browser, former.tab)
    await waitFor(() => server.opened === 2)
    await untilPhase(other.connection, 'open')
    browser.resume(former.tab)
    former.tab.emit('resumed')
    await waitFor(() => former.registry.pageCount === 2)
    const received: Message[] = []
    former.connection.onMessage((message) => received.push(message))
    await untilPhase(former.connection, 'open')
    server.broadcast('{"text":"news"}')
    await waitFor(() => received.length === 1)
    expect(server.alive).toBe(1)
    expect(server.opened).toBe(2)
  })
})

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { json, type Connection, type RegistryOptions } from 'websocket-store'
import { leaderSource, type TabsLeader } from '../../../src/tabs/page/leader-source'
import type { ElectionPlatform } from '../../../src/tabs/leader/runner'
import { createTabsRegistryIn } from '../../../src/tabs/page/tabs-registry'
import { seededRandom } from '../../support/property'
import { waitFor } from '../../support/wait-for'
import { startServer } from '../../support/ws-server'
import { startBrowser } from './support/real-time'

const DEFAULTS = { WebSocket, reconnect: { delay: () => 5 }, lingerMs: 10 } as unknown as RegistryOptions['defaults']

function openPage(platform: ElectionPlatform | null, leader: TabsLeader = { leader: 'feed' }, defaults = DEFAULTS) {
  const platformOf = vi.fn(() => platform)
  const registry = createTabsRegistryIn({ watchPage: () => () => {} }, leaderSource(leader, { defaults: defaults! }, platformOf), { defaults: defaults! })
  onTestFinished(() => registry.dispose())
  return { registry, platformOf }
}

const retained = (connection: unknown): Connection<unknown, unknown> => {
  const wanted = connection as Connection<unknown, unknown>
  onTestFinished(wanted.retain())
  return wanted
}

async function serverOf(options = {}) {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

describe('a registry of pages with a leader', () => {
  it('joins no election before a connection is wanted', async () => {
    const { url } = await serverOf()
    const browser = startBrowser()
    const tab = browser.openTab('tab', seededRandom(1))
    const { registry, platformOf } = openPage(tab.platform)
    const connection = registry.connection(url)
    expect(platformOf).not.toHaveBeenCalled()
    expect(browser.openChannels(tab)).toEqual([])
    retained(connection)
    await waitFor(() => connection.getSnapshot().phase === 'open')
    expect(browser.openChannels(tab)).toEqual(['websocket-store/1/feed'])
  })

  it('uses the defaults of the registry when there is no `serve`', async () => {
    const { url, messages } = await serverOf({ echo: true })
    const tab = startBrowser().openTab('tab', seededRandom(1))
    const { registry } = openPage(tab.platform, { leader: 'feed' }, { ...DEFAULTS, codec: json() as never })
    const connection = retained(registry.connection(url))
    const received: unknown[] = []
    connection.onMessage((message) => received.push(message))
    await waitFor(() => connection.getSnapshot().phase === 'open')
    connection.send({ text: 'hello' })
    await waitFor(() => received.length === 1)
    expect(messages).toEqual(['{"text":"hello"}'])
    expect(received).toEqual([{ text: 'hello' }])
  })

  it('uses the options of `serve` for each url', async () => {
    const { url } = await serverOf()
    const asked: string[] = []
    const tab = startBrowser().openTab('tab', seededRandom(1))
    const serve: TabsLeader['serve'] = (given) => {
      asked.push(given)
      return DEFAULTS as never
    }
    const { registry } = openPage(tab.platform, { leader: 'feed', serve })
    const connection = retained(registry.connection(url))
    await waitFor(() => connection.getSnapshot().phase === 'open')
    expect(asked).toEqual([new URL(url).href])
  })

  it('leaves the election with `dispose()`, and joins again with the next demand', async () => {
    const server = await serverOf()
    const browser = startBrowser()
    const tab = browser.openTab('tab', seededRandom(1))
    const { registry } = openPage(tab.platform)
    retained(registry.connection(server.url))
    await waitFor(() => server.alive === 1)
    registry.dispose()
    await waitFor(() => server.alive === 0 && browser.heldLocks().length === 0)
    expect(browser.openChannels(tab)).toEqual([])
    retained(registry.connection(server.url))
    await waitFor(() => server.alive === 1)
  })

  it('counts the pages that share the leader', async () => {
    const { url } = await serverOf()
    const browser = startBrowser()
    const pages = [0, 1, 2].map((id) => openPage(browser.openTab(`tab-${id}`, seededRandom(id + 1)).platform))
    for (const { registry } of pages) retained(registry.connection(url))
    await waitFor(() => pages.every(({ registry }) => registry.pageCount === 3))
    pages[0]!.registry.dispose()
    await waitFor(() => pages.slice(1).every(({ registry }) => registry.pageCount === 2))
  })
})

describe('a page that cannot elect a leader', () => {
  it('has a connection of its own, and warns of it once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    const server = await serverOf({ echo: true })
    const pages = [0, 1].map(() => openPage(null))
    const connections = pages.map(({ registry }) => retained(registry.connection(server.url)))
    await waitFor(() => connections.every((each) => each.getSnapshot().phase === 'open'))
    expect(server.opened).toBe(2)
    expect(pages[0]!.registry.pageCount).toBe(1)
    expect(warn).toHaveBeenCalledTimes(2)
    expect(warn.mock.calls[0]![0]).toMatch(/No leader can be elected for "feed".*secure contexts/)
    pages[0]!.registry.dispose()
    await waitFor(() => server.alive === 1)
  })

  it('serves itself where the browser refuses locks', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    onTestFinished(() => warn.mockRestore())
    const server = await serverOf()
    const browser = startBrowser()
    browser.refusesLocks = true
    const tab = browser.openTab('tab', seededRandom(1))
    const { registry } = openPage(tab.platform)
    const connection = retained(registry.connection(server.url))
    await waitFor(() => connection.getSnapshot().phase === 'open')
    expect(warn).toHaveBeenCalledTimes(1)
    registry.dispose()
    await waitFor(() => server.alive === 0)
  })
})

import { describe, expect, it, onTestFinished } from 'vitest'
import { channel, json, messages, recovery, type Channel, type ChannelProtocol, type Connection, type LoadResult } from 'websocket-store'
import { createHistory } from '../../src/core/binding/message-view'
import type { ServedOptions } from '../../src/tabs/worker'
import { waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import { startTabs, type Page } from './support/tabs'

interface Frame {
  readonly type: 'sub' | 'ok' | 'change' | 'state'
  readonly n?: number
  readonly from?: number
}

const protocol: ChannelProtocol<Frame, Frame, number> = {
  subscribe: (_key, from) => ({ type: 'sub', ...(from !== undefined && { from }) }),
  ackOf: ({ type }) => (type === 'ok' ? 'room' : undefined),
  route: ({ type }) => (type === 'change' || type === 'state' ? 'room' : undefined),
  positionOf: ({ n }) => n,
}

/** A server whose only channel counts. It keeps nothing. */
async function startCounter(channels: object, more: object = {}) {
  const server = await startServer({
    onMessage: (message, socket) => {
      if ((JSON.parse(String(message)) as Frame).type === 'sub') socket.send(JSON.stringify({ type: 'ok' }))
    },
  })
  onTestFinished(() => server.stop())
  const tabs = startTabs(() => ({ codec: json(), channels: { ...protocol, ...channels }, lingerMs: 10, ...more }) as unknown as ServedOptions)
  let n = 0
  return { server, tabs, publish: () => server.broadcast(JSON.stringify({ type: 'change', n: ++n })), count: () => n }
}

function open(page: Page, url: string): Channel<Frame> {
  const connection = page.registry.connection(url) as unknown as Connection<Frame, Frame>
  connection.retain()
  return channel(connection, 'room')
}

function listen(room: Channel<Frame>): string[] {
  const log: string[] = []
  room.onRecovery((verdict) => void log.push(verdict))
  room.onMessage(({ type, n }) => void log.push(`${type} ${n}`))
  return log
}

describe('a page that joins a channel late', () => {
  it('gets the state that the worker has loaded, and everything after it', async () => {
    let loads = 0
    const load = (): Promise<LoadResult<Frame, number>> => {
      loads++
      return Promise.resolve({ messages: [{ type: 'state', n: 0 }] })
    }
    const { server, tabs, publish } = await startCounter({ recovery: recovery<Frame, number>({ load }) })
    const first = listen(open(tabs.openPage(), server.url))
    await waitFor(() => first.includes('state 0'))
    publish()
    publish()
    await waitFor(() => first.includes('change 2'))
    const second = listen(open(tabs.openPage(), server.url))
    await waitFor(() => second.length === 4)
    publish()
    await waitFor(() => second.length === 5 && first.length === 5)
    expect(second).toEqual(['fresh', 'state 0', 'change 1', 'change 2', 'change 3'])
    expect(second).toEqual(first)
    expect(loads).toBe(1)
  })

  it('gets a state when the subscription has outlived its last page', async () => {
    let loads = 0
    const load = (): Promise<LoadResult<Frame, number>> => Promise.resolve({ messages: [{ type: 'state', n: ++loads * 10 }] })
    const { server, tabs } = await startCounter({ recovery: recovery<Frame, number>({ load }) }, { lingerMs: 60_000 })
    const before = tabs.openPage()
    const first = listen(open(before, server.url))
    await waitFor(() => first.includes('state 10'))
    before.registry.dispose()
    const second = listen(open(tabs.openPage(), server.url))
    await waitFor(() => second.length === 2)
    expect(second).toEqual(['fresh', 'state 20'])
    expect(server.messages).toHaveLength(1)
  })

  it('gets a state of its own when the worker has not kept all of that', async () => {
    const answers: ((result: LoadResult<Frame, number>) => void)[] = []
    const load = () => new Promise<LoadResult<Frame, number>>((resolve) => answers.push(resolve))
    const { server, tabs, publish } = await startCounter({ recovery: recovery<Frame, number>({ load }) })
    const first = listen(open(tabs.openPage(), server.url))
    await waitFor(() => answers.length === 1)
    answers[0]!({ messages: [{ type: 'state', n: 0 }] })
    for (let i = 0; i < 2500; i++) publish()
    await waitFor(() => first.includes('change 2500'))
    const room = open(tabs.openPage(), server.url)
    const second = listen(room)
    await waitFor(() => answers.length === 2)
    await waitFor(() => room.getSnapshot().status === 'loading')
    publish()
    publish()
    await waitFor(() => first.includes('change 2502'))
    answers[1]!({ messages: [{ type: 'state', n: 2501 }] })
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    publish()
    await waitFor(() => second.includes('change 2503'))
    expect(second).toEqual(['fresh', 'state 2501', 'change 2502', 'change 2503'])
    expect(first.filter((each) => each.startsWith('state'))).toEqual(['state 0'])
  })

  it('retries its own load, without an error of the other pages', async () => {
    let calls = 0
    const load = async (): Promise<LoadResult<Frame, number>> => {
      if (++calls === 2) throw new Error('no')
      return Promise.resolve({ messages: [] })
    }
    const { server, tabs } = await startCounter({ recovery: recovery<Frame, number>({ load }), retry: () => 1 })
    const first = open(tabs.openPage(), server.url)
    const log = listen(first)
    await waitFor(() => first.getSnapshot().status === 'subscribed')
    const second = open(tabs.openPage(), server.url)
    const statuses: string[] = []
    second.subscribe(() => void statuses.push(second.getSnapshot().status))
    await waitFor(() => second.getSnapshot().status === 'subscribed' && calls === 3)
    expect(statuses).toContain('error')
    expect(first.getSnapshot().status).toBe('subscribed')
    expect(log).toEqual(['fresh'])
  })

  it('starts with the history of the worker, where views replay one, and shows the last message', async () => {
    const { server, tabs, publish } = await startCounter({ history: 2 })
    const first = listen(open(tabs.openPage(), server.url))
    await waitFor(() => server.messages.length === 1)
    publish()
    publish()
    publish()
    await waitFor(() => first.length === 3)
    const room = open(tabs.openPage(), server.url)
    const log = listen(room)
    const options = {}
    const replayed = createHistory<Frame>(room, () => options)
    const notReplayed = createHistory<Frame>(room, () => ({ replay: false }))
    replayed.subscribe(() => {})
    notReplayed.subscribe(() => {})
    const iterated: number[] = []
    void (async () => {
      for await (const { n } of messages(room)) iterated.push(n!)
    })()
    await waitFor(() => replayed.getSnapshot().length === 2)
    expect(room.getSnapshot()).toMatchObject({ status: 'subscribed', data: { n: 3 } })
    publish()
    await waitFor(() => log.length === 1 && iterated.length === 3 && replayed.getSnapshot().length === 3 && notReplayed.getSnapshot().length === 1)
    expect(log).toEqual(['change 4'])
    expect(replayed.getSnapshot().map(({ n }) => n)).toEqual([2, 3, 4])
    expect(notReplayed.getSnapshot().map(({ n }) => n)).toEqual([4])
    expect(iterated).toEqual([2, 3, 4])
    expect(room.history.map(({ message }) => message.n)).toEqual([3, 4])
  })
})

describe('a page that slept', () => {
  it('loads again when it has missed more than the worker keeps', async () => {
    let loads = 0
    const load = (_key: string, { reason }: { readonly reason: string }): Promise<LoadResult<Frame, number>> => {
      loads++
      return Promise.resolve({ messages: [{ type: 'state', n: reason === 'gap' ? count() : 0 }] })
    }
    const { server, tabs, publish, count } = await startCounter({ recovery: recovery<Frame, number>({ load }) })
    const page = tabs.openPage()
    const sleeper = listen(open(page, server.url))
    const other = listen(open(tabs.openPage(), server.url))
    await waitFor(() => sleeper.includes('state 0') && other.includes('state 0'))
    page.sleep()
    for (let i = 0; i < 2500; i++) publish()
    await waitFor(() => other.includes('change 2500'))
    page.wake()
    await waitFor(() => sleeper.includes('state 2500'))
    publish()
    await waitFor(() => sleeper.includes('change 2501'))
    expect(sleeper).toEqual(['fresh', 'state 0', 'gap', 'state 2500', 'change 2501'])
    expect(loads).toBe(2)
  })
})

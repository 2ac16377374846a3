import { expect, it, vi } from 'vitest'
import { request, text, type ChannelProtocol, type WebSocketLike } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import type { Options } from './support/adapter'
import { everyAdapter, isOpen } from './support/every-adapter'

const channelsWith = (token: string): ChannelProtocol<string, string> => ({
  subscribe: (topic) => `+${topic} ${token}`,
  route: (message) => message.split(':')[0],
})

// One component is alone with its connection and changes an option. What is inline closes over the last render.
everyAdapter(({ adapter, mount, serve, options }) => {
  async function openWith(first: Options) {
    const server = await serve()
    const component = mount('useLiveWebSocket', { url: server.url, options: options(first) })
    await waitFor(() => component.shown.readyState === 1 && server.alive === 1)
    const cut = async () => {
      const { opened } = server
      server.cut()
      await waitFor(() => server.opened === opened + 1 && component.shown.readyState === 1)
    }
    const change = (next: Options) => component.update({ options: options(next) })
    return { server, component, connection: component.shown.connection!, cut, change }
  }

  it('subscribes channels with the token of the last render after a reconnect', async () => {
    const server = await serve()
    const props = (token: string) => ({ url: server.url, topic: 'a', options: options({ channels: channelsWith(token), notify: 'sync' }) })
    const component = mount('useChannel', props('token 1'))
    await waitFor(() => server.received.includes('+a token 1'))
    await component.update(props('token 2'))
    server.cut()
    await waitFor(() => server.received.length === 2)
    expect(server.received).toEqual(['+a token 1', '+a token 2'])
  })

  it('tags requests with the function of the last render', async () => {
    const requests = (name: string) => ({ tag: (message: string, id: string) => `${name} ${id} ${message}`, idOf: () => undefined })
    const { server, connection, change } = await openWith({ requests: requests('first') })
    await change({ requests: requests('second') })
    const ended = request(connection, 'ask', { timeoutMs: 1000 }).catch(() => {})
    await waitFor(() => server.received.length === 1)
    expect(server.received).toEqual(['second 1 ask'])
    connection.disconnect()
    await ended
  })

  it('encodes and decodes with the codec of the last render', async () => {
    const codec = (name: string) => ({ ...text(), encode: (message: string) => `${name} ${message}` })
    const { server, component, change } = await openWith({ codec: codec('first') })
    component.shown.send('a')
    await change({ codec: codec('second') })
    component.shown.send('b')
    await waitFor(() => server.received.length === 2)
    expect(server.received).toEqual(['first a', 'second b'])
  })

  it('dials with the transport of the last render', async () => {
    const used: string[] = []
    const { WebSocket } = options()
    const transport = (name: string) => (url: string) => {
      used.push(name)
      return new WebSocket!(url) as WebSocketLike
    }
    const { cut, change } = await openWith({ transport: transport('first') })
    await change({ transport: transport('second') })
    await cut()
    expect(used).toEqual(['first', 'second'])
  })

  it('takes the next lifecycle source with the next demand', async () => {
    const used: string[] = []
    const lifecycle = (name: string) => ({
      source: () => {
        used.push(name)
        return () => {}
      },
    })
    const { component, change } = await openWith({ lifecycle: lifecycle('first') })
    await change({ lifecycle: lifecycle('second') })
    component.shown.close()
    await waitFor(() => component.shown.phase === 'closed')
    component.shown.open()
    await waitFor(() => component.shown.readyState === 1)
    expect(used.at(-1)).toBe('second')
  })

  it('starts a heartbeat at once, and ends it at once', async () => {
    const { server, change } = await openWith({})
    const heartbeat = { intervalMs: 10, timeoutMs: Infinity, message: 'ping' }
    await change({ heartbeat })
    await waitFor(() => server.received.length >= 2)
    await change({ heartbeat: false })
    await pause(20)
    const { length } = server.received
    await pause(50)
    expect(server.received).toHaveLength(length)
  })

  it('does not reconnect after `reconnect` became false', async () => {
    const { server, component, change } = await openWith({ reconnect: true })
    await change({ reconnect: false })
    server.cut()
    await waitFor(() => component.shown.phase === 'closed')
    await pause(30)
    expect(server.opened).toBe(1)
  })

  it('reconnects after `reconnect` became true', async () => {
    const { server, change } = await openWith({ reconnect: false })
    await change({ reconnect: { delay: () => 5 } })
    server.cut()
    await waitFor(() => server.opened === 2)
  })

  it('publishes at the pace of the last `notify`', async () => {
    const { connection, server, change } = await openWith({ notify: { throttleMs: 60_000 } })
    await change({ notify: 'sync' })
    const shown: unknown[] = []
    connection.subscribe(() => void shown.push(connection.getSnapshot().data))
    server.send('a', 'b')
    await waitFor(() => shown.length === 2)
    expect(shown).toEqual(['a', 'b'])
  })

  it('queues within the last limit of `queue`', async () => {
    const { server, component, change } = await openWith({ queue: { maxMessages: 1 }, reconnect: { delay: () => 60_000 } })
    await change({ queue: { maxMessages: 2 }, reconnect: { delay: () => 60_000 } })
    server.cut()
    await waitFor(() => component.shown.phase === 'waiting')
    expect(['a', 'b', 'c'].map((message) => component.shown.send(message))).toEqual(['queued', 'queued', 'dropped'])
  })

  it('lingers for the last `lingerMs`', async () => {
    const { server, component, change } = await openWith({ lingerMs: 60_000 })
    await change({ lingerMs: 10 })
    component.unmount()
    await waitFor(() => server.alive === 0)
  })

  it('dials with the last `binaryType`', async () => {
    const { connection, cut, change } = await openWith({ binaryType: 'blob' })
    expect(connection.socket!.binaryType).toBe('blob')
    await change({ binaryType: 'arraybuffer' })
    await cut()
    expect(connection.socket!.binaryType).toBe('arraybuffer')
  })

  it('runs a handshake that was added, and none that was removed', async () => {
    const { server, cut, change } = await openWith({})
    await change({ handshake: ({ send }) => send('secret') })
    await cut()
    await waitFor(() => server.received.length === 1)
    await change({})
    await cut()
    await pause(20)
    expect(server.received).toEqual(['secret'])
  })

  it('uses the options of the last render after it was disabled, at rest, and enabled again', async () => {
    const token = (name: string): Options => ({ handshake: ({ send }) => send(name), lingerMs: 0 })
    const { server, component, connection, change } = await openWith(token('token 1'))
    await change({ ...token('token 1'), enabled: false })
    // A worker closes its socket after the page is at rest.
    await waitFor(() => connection.getSnapshot().phase === 'idle' && server.alive === 0)
    await change({ ...token('token 2'), enabled: false })
    await change({ ...token('token 2'), enabled: true })
    await waitFor(() => isOpen(component, server) && server.received.length === 2)
    expect(server.received).toEqual(['token 1', 'token 2'])
  })

  it('does not warn of a component that changes its own options', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { change } = await openWith({ lingerMs: 10, notify: 'sync' })
    await change({ lingerMs: 20, notify: 'frame', codec: text() })
    await change({ heartbeat: { intervalMs: 1e6 } })
    expect(warn, adapter.name).not.toHaveBeenCalled()
  })
})

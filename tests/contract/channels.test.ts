import { expect, it, vi } from 'vitest'
import { channel, type ChannelProtocol } from 'websocket-store'
import { collectUncaught } from '../support/uncaught'
import { pause, waitFor } from '../support/wait-for'
import type { Options } from './support/adapter'
import { everyAdapter } from './support/every-adapter'

const channels: ChannelProtocol<string, string> = {
  subscribe: (topic) => `+${topic}`,
  unsubscribe: (topic) => `-${topic}`,
  route: (message) => message.split(':')[0],
}

everyAdapter(({ mount, serve, options }) => {
  const withChannels = (more?: Options) => options({ channels, notify: 'sync', lingerMs: 20, ...more })

  it('shares one subscription per channel, delivers only its messages, and unsubscribes after the last component', async () => {
    const server = await serve()
    const url = server.url
    const other = mount('useConnection', { url, options: withChannels() })
    const [a, alsoA, b] = ['a', 'a', 'b'].map((topic) => mount('useChannel', { url, topic, options: withChannels() }))
    await waitFor(() => a!.shown.status === 'subscribed' && server.received.length === 2)
    server.send('a:1', 'b:2', 'a:3')
    await waitFor(() => a!.shown.data === 'a:3' && b!.shown.data === 'b:2')
    expect(alsoA!.shown.data).toBe('a:3')
    a!.unmount()
    alsoA!.unmount()
    await waitFor(() => server.received.includes('-a'))
    expect(server.received).toEqual(['+a', '+b', '-a'])
    expect(other.shown?.getSnapshot().phase).toBe('open')
  })

  it('useChannel shows subscribing from the first render, and idle without a key or while not enabled', async () => {
    const server = await serve()
    const shown = mount('useChannel', { url: server.url, topic: 'a', options: withChannels() })
    const off = mount('useChannel', { url: server.url, topic: 'a', enabled: false, options: withChannels() })
    const none = mount('useChannel', { url: server.url, topic: null, options: withChannels() })
    expect([shown, off, none].map((component) => component.renders[0]!.status)).toEqual(['subscribing', 'idle', 'idle'])
    expect(none.shown.channel).toBeNull()
    await waitFor(() => shown.shown.status === 'subscribed')
    expect(off.shown).toMatchObject({ status: 'idle', channel: null })
    await off.update({ enabled: true })
    await waitFor(() => off.shown.status === 'subscribed')
  })

  it('useChannel needs no `channels` option while not enabled', async () => {
    const server = await serve()
    const component = mount('useChannel', { url: server.url, topic: 'a', enabled: false, options: options() })
    await waitFor(() => server.opened === 1)
    await component.update({ topic: 'b' })
    expect(component.shown).toMatchObject({ status: 'idle', channel: null })
  })

  it('useChannel shows the error of a connection that closes without a retry', async () => {
    const server = await serve()
    const component = mount('useChannel', { url: server.url, topic: 'a', options: withChannels() })
    await waitFor(() => component.shown.status === 'subscribed')
    server.closeAll(1008)
    await waitFor(() => component.shown.status === 'error')
    expect(component.shown.error).toMatchObject({ code: 'closed' })
    expect(component.renders.slice(-2).map(({ status }) => status)).toEqual(['subscribed', 'error'])
  })

  it('useChannel renders only for the fields that it reads, and never for messages of another channel', async () => {
    const server = await serve()
    const url = server.url
    const status = mount('useChannel', { url, topic: 'a', fields: ['status'], options: withChannels() })
    const other = mount('useChannel', { url, topic: 'b', options: withChannels() })
    const data = mount('useChannel', { url, topic: 'a', fields: ['data'], options: withChannels() })
    await waitFor(() => status.shown.status === 'subscribed' && server.received.length === 2)
    await pause(20)
    const before = [status.renders.length, other.renders.length]
    server.send(...Array.from({ length: 20 }, (_, i) => `a:${i}`))
    await waitFor(() => data.shown.data === 'a:19')
    expect([status.renders.length, other.renders.length]).toEqual(before)
  })

  it('useChannel never shows data of the previous key, and delivers no more messages of it', async () => {
    const server = await serve()
    const onMessage = vi.fn()
    const component = mount('useChannel', { url: server.url, topic: 'a', onMessage, options: withChannels() })
    await waitFor(() => component.shown.status === 'subscribed')
    server.send('a:1')
    await waitFor(() => component.shown.data === 'a:1')
    const seen = component.renders.length
    await component.update({ topic: 'b' })
    await waitFor(() => server.received.includes('+b'))
    server.send('a:2', 'b:3')
    await waitFor(() => component.shown.data === 'b:3')
    expect(component.renders.slice(seen).map(({ data: shown }) => shown)).not.toContain('a:2')
    expect(component.renders[seen]!.data).toBeUndefined()
    expect(onMessage.mock.calls.map(([message]) => message as string)).toEqual(['a:1', 'b:3'])
  })

  it('useChannel shows the selected value as data', async () => {
    const server = await serve()
    const select = (message: string) => Number(message.slice(2)) % 2
    const component = mount('useChannel', { url: server.url, topic: 'a', select, fields: ['data'], options: withChannels() })
    await waitFor(() => server.received.length === 1)
    server.send('a:1')
    await waitFor(() => component.shown.data === 1)
    await pause(20)
    const before = component.renders.length
    server.send('a:3', 'a:5', 'a:4')
    await waitFor(() => component.shown.data === 0)
    expect(component.renders.length - before).toBeLessThanOrEqual(2)
  })

  it('useChannel calls select once per message, and keeps the previous data when select throws', async () => {
    const thrown = collectUncaught()
    const server = await serve()
    const select = (message: string) => {
      if (message === 'a:bad') throw new Error('mistake in select')
      return { message }
    }
    const component = mount('useChannel', { url: server.url, topic: 'a', select, options: withChannels() })
    await waitFor(() => server.received.length === 1)
    server.send('a:1')
    await waitFor(() => component.shown.data !== undefined)
    const { data } = component.shown
    server.cut()
    await waitFor(() => server.received.length === 2)
    server.send('a:bad')
    await waitFor(() => component.shown.lastMessage?.data === 'a:bad')
    server.cut()
    await waitFor(() => server.received.length === 3 && component.shown.status === 'subscribed')
    expect(component.shown.data).toBe(data)
    expect(thrown).toHaveLength(1)
  })

  it('subscribes again, once per channel, after the socket is lost', async () => {
    const server = await serve()
    const url = server.url
    const both = ['a', 'b'].map((topic) => mount('useChannel', { url, topic, options: withChannels() }))
    await waitFor(() => server.received.length === 2)
    server.cut()
    await waitFor(() => server.received.length === 4 && both.every(({ shown }) => shown.status === 'subscribed'))
    expect([...server.received].sort()).toEqual(['+a', '+a', '+b', '+b'])
  })

  it('keeps a separate history for each channel', async () => {
    const server = await serve()
    const component = mount('useChannelMessages', { url: server.url, topic: 'a', options: withChannels() })
    await waitFor(() => server.received.length === 1)
    await pause(20)
    server.send('a:1', 'b:2', 'a:3')
    await waitFor(() => component.shown.length === 2)
    expect(component.shown).toEqual(['a:1', 'a:3'])
  })

  it('shares a channel between components and other code', async () => {
    const server = await serve()
    const other = mount('useConnection', { url: server.url, options: withChannels() })
    await waitFor(() => other.shown?.getSnapshot().phase === 'open')
    const component = mount('useChannel', { url: server.url, topic: 'a', options: withChannels() })
    channel(other.shown!, 'a').onMessage(() => {})
    await waitFor(() => component.shown.status === 'subscribed')
    await pause(20)
    expect(server.received).toEqual(['+a'])
  })
})

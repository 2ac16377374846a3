import { expect, it } from 'vitest'
import { channel, messages, type ChannelProtocol } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

const channels: ChannelProtocol<string, string> = {
  subscribe: (topic) => `+${topic}`,
  unsubscribe: (topic) => `-${topic}`,
  route: (message) => message.split(':')[0],
  history: 10,
}

everyAdapter(({ mount, serve, options }) => {
  const withHistory = () => options({ notify: 'sync', history: 3 })

  it('shows what the connection kept to a component that mounts later', async () => {
    const server = await serve()
    const props = { url: server.url, options: withHistory() }
    const first = mount('useMessages', props)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1', '2', '3', '4')
    await waitFor(() => first.shown.length === 4)
    const later = mount('useMessages', props)
    const filtered = mount('useMessages', { ...props, filter: (message) => message !== '3' })
    const reduced = mount('useMessageReducer', { ...props, reducer: (state, message) => state + message, initialState: '' })
    const live = mount('useMessages', { ...props, replay: false })
    await waitFor(() => later.shown.length === 3 && reduced.shown === '234')
    await pause(10)
    expect(later.shown).toEqual(['2', '3', '4'])
    expect(filtered.shown).toEqual(['2', '4'])
    expect(live.shown).toEqual([])
    server.send('5')
    await waitFor(() => live.shown.length === 1)
    expect(later.shown).toEqual(['2', '3', '4', '5'])
    expect(reduced.shown).toBe('2345')
  })

  it('keeps nothing without the option', async () => {
    const server = await serve()
    const props = { url: server.url, options: options({ notify: 'sync' }) }
    const first = mount('useMessages', props)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => first.shown.length === 1)
    const later = mount('useMessages', props)
    server.send('2')
    await waitFor(() => later.shown.length > 0)
    expect(later.shown).toEqual(['2'])
  })

  it('starts a loop over messages from what the connection kept', async () => {
    const server = await serve()
    const component = mount('useConnection', { url: server.url, options: withHistory() })
    await waitFor(() => server.alive === 1)
    await pause(10)
    const connection = component.shown!
    const live = messages(connection)[Symbol.asyncIterator]()
    server.send('1', '2')
    await live.next()
    await live.next()
    const [later, unreplayed] = [messages(connection), messages(connection, { replay: false })].map((each) => each[Symbol.asyncIterator]())
    server.send('3')
    const next = async () => (await later!.next()).value as string
    expect([await next(), await next(), await next()]).toEqual(['1', '2', '3'])
    expect((await unreplayed!.next()).value).toBe('3')
    await Promise.all([live, later!, unreplayed!].map((each) => each.return?.()))
  })

  it('shows the messages of a channel again when a component switches to another and back', async () => {
    const server = await serve()
    const props = { url: server.url, options: options({ channels, notify: 'sync', lingerMs: 5000 }) }
    const component = mount('useChannelMessages', { ...props, topic: 'a' })
    const switching = mount('useChannelMessages', { ...props, topic: 'a' })
    await waitFor(() => server.received.includes('+a'))
    server.send('a:1', 'a:2')
    await waitFor(() => switching.shown.length === 2)
    component.unmount()
    await switching.update({ topic: 'b' })
    await waitFor(() => server.received.includes('+b'))
    expect(switching.shown).toEqual([])
    server.send('a:3', 'b:1')
    await waitFor(() => switching.shown.length === 1)
    await switching.update({ topic: 'a' })
    await waitFor(() => switching.shown.length === 3)
    expect(switching.shown).toEqual(['a:1', 'a:2', 'a:3'])
    const live = mount('useChannelMessages', { ...props, topic: 'a', replay: false })
    server.send('a:4')
    await waitFor(() => live.shown.length === 1)
    expect(live.shown).toEqual(['a:4'])
  })

  it('drops the messages of a channel with the channel', async () => {
    const server = await serve()
    const keeper = mount('useConnection', { url: server.url, options: options({ channels, notify: 'sync', lingerMs: 20 }) })
    await waitFor(() => server.alive === 1)
    const room = channel(keeper.shown!, 'a')
    const release = room.retain()
    await waitFor(() => server.received.includes('+a'))
    server.send('a:1')
    await waitFor(() => room.history.length === 1)
    expect(room.history[0]).toMatchObject({ message: 'a:1', at: expect.any(Number) as number })
    release()
    await waitFor(() => server.received.includes('-a'))
    room.retain()
    expect(room.history).toEqual([])
  })
})

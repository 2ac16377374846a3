import { expect, it, vi } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i))

everyAdapter(({ mount, serve, options }) => {
  it('useMessages keeps every message in order, and renders far less often', async () => {
    const server = await serve()
    const component = mount('useMessages', { url: server.url, options: options(), limit: 5000 })
    await waitFor(() => server.alive === 1)
    await pause(10)
    const before = component.renders.length
    server.send(...numbers(2000))
    await waitFor(() => component.shown.length === 2000)
    expect(component.shown).toEqual(numbers(2000))
    expect(component.renders.length - before).toBeLessThan(200)
  })

  it('useMessages keeps the last 100 messages by default', async () => {
    const server = await serve()
    const [byDefault, three, none] = [undefined, 3, 0].map((limit) =>
      mount('useMessages', { url: server.url, options: options(), ...(limit !== undefined && { limit }) }),
    )
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send(...numbers(350))
    await waitFor(() => byDefault!.shown.at(-1) === '349' && three!.shown.at(-1) === '349')
    expect(byDefault!.shown).toEqual(numbers(350).slice(-100))
    expect(three!.shown).toEqual(['347', '348', '349'])
    expect(none!.shown).toEqual([])
  })

  it('useMessages returns a new array after a new message, and the same array otherwise', async () => {
    const server = await serve()
    const component = mount('useMessages', { url: server.url, options: options() })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1')
    await waitFor(() => component.shown.length === 1)
    const one = component.shown
    await component.update({ options: options() })
    expect(component.shown).toBe(one)
    server.send('2')
    await waitFor(() => component.shown.length === 2)
    expect(one).toEqual(['1'])
  })

  it('useMessages applies its filter, and shows no message from before it mounted', async () => {
    const server = await serve()
    const first = mount('useMessages', { url: server.url, options: options() })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('before')
    await waitFor(() => first.shown.length === 1)
    const filter = (message: string) => message !== 'no'
    const late = mount('useMessages', { url: server.url, options: options(), filter })
    expect(late.shown).toEqual([])
    server.send('yes', 'no', 'yes too')
    await waitFor(() => late.shown.length === 2)
    expect(late.shown).toEqual(['yes', 'yes too'])
  })

  it('useMessages starts empty with another url', async () => {
    const [server, other] = [await serve(), await serve()]
    const component = mount('useMessages', { url: server.url, options: options() })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('old')
    await waitFor(() => component.shown.length === 1)
    const before = component.renders.length
    await component.update({ url: other.url })
    expect(component.renders.slice(before)).toContainEqual([])
    expect(component.renders.slice(before).flat()).toEqual([])
    await waitFor(() => other.alive === 1)
    await pause(10)
    other.send('new')
    await waitFor(() => component.shown.length === 1)
    expect(component.shown).toEqual(['new'])
    await component.update({ url: null })
    expect(component.shown).toEqual([])
  })

  it('useMessages keeps its messages over a reconnect', async () => {
    const server = await serve()
    const component = mount('useMessages', { url: server.url, options: options() })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('before')
    await waitFor(() => component.shown.length === 1)
    server.cut()
    await waitFor(() => server.opened === 2 && server.alive === 1)
    await pause(10)
    server.send('after')
    await waitFor(() => component.shown.length === 2)
    expect(component.shown).toEqual(['before', 'after'])
  })

  it('useMessageReducer reduces every message in order, and renders far less often', async () => {
    const server = await serve()
    const component = mount('useMessageReducer', {
      url: server.url,
      options: options(),
      reducer: (state, message) => `${state}${message},`,
      initialState: '>',
    })
    expect(component.shown).toBe('>')
    await waitFor(() => server.alive === 1)
    await pause(10)
    const before = component.renders.length
    server.send(...numbers(1000))
    await waitFor(() => component.shown.endsWith('999,'))
    expect(component.shown).toBe(`>${numbers(1000).join(',')},`)
    expect(component.renders.length - before).toBeLessThan(200)
  })

  it('useMessageReducer uses the reducer of the last render, and starts over with another url', async () => {
    const [server, other] = [await serve(), await serve()]
    const component = mount('useMessageReducer', {
      url: server.url,
      options: options(),
      reducer: (state, message) => state + message,
      initialState: '',
    })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('a')
    await waitFor(() => component.shown === 'a')
    await component.update({ reducer: (state, message) => `${state}-${message}` })
    expect(component.shown).toBe('a')
    server.send('b')
    await waitFor(() => component.shown === 'a-b')
    await component.update({ url: other.url })
    expect(component.shown).toBe('')
  })

  it('useMessage calls the listener of the last render for every message that passes the filter, without a render', async () => {
    const server = await serve()
    const [first, second] = [vi.fn(), vi.fn()]
    const filter = (message: string) => message !== 'no'
    const component = mount('useMessage', { url: server.url, options: options(), listener: first, filter })
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send('1', 'no', '2')
    await waitFor(() => first.mock.calls.length === 2)
    expect(component.renders).toHaveLength(1)
    await component.update({ listener: second })
    server.send('3')
    await waitFor(() => second.mock.calls.length === 1)
    expect(first.mock.calls.map(([message]) => message)).toEqual(['1', '2'])
    expect(second.mock.calls[0]).toMatchObject(['3', { type: 'message', data: '3' }])
    component.unmount()
    server.send('4')
    await pause(20)
    expect(second).toHaveBeenCalledTimes(1)
  })

  it('useConnection does not render when messages arrive or the connection state changes', async () => {
    const server = await serve()
    const component = mount('useConnection', { url: server.url, options: options() })
    const connection = component.shown!
    const listener = vi.fn()
    connection.onMessage(listener)
    await waitFor(() => server.alive === 1)
    await pause(10)
    server.send(...numbers(100))
    await waitFor(() => listener.mock.calls.length === 100)
    server.cut()
    await waitFor(() => server.opened === 2)
    connection.disconnect()
    await waitFor(() => connection.getSnapshot().phase === 'closed')
    expect(component.renders).toEqual([connection])
  })

  it('useConnection holds demand while it is mounted and enabled', async () => {
    const server = await serve()
    const off = options({ enabled: false, lingerMs: 5 })
    const component = mount('useConnection', { url: server.url, options: off })
    await pause(20)
    expect(server.opened).toBe(0)
    await component.update({ options: options({ enabled: true, lingerMs: 5 }) })
    await waitFor(() => server.alive === 1)
    await component.update({ options: off })
    await waitFor(() => server.alive === 0)
    await component.update({ options: options({ lingerMs: 5 }) })
    await waitFor(() => server.alive === 1)
    component.unmount()
    await waitFor(() => server.alive === 0)
  })

  it('useConnection returns null without a url', () => {
    expect(mount('useConnection', { url: null, options: options() }).shown).toBeNull()
  })
})

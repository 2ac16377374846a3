import { EventSource } from 'eventsource'
import { version } from 'react'
import { io } from 'socket.io-client'
import { afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { getDefaultRegistry, type ConnectionOptions } from 'websocket-store'
import { eventSource } from 'websocket-store/event-source'
import { socketIo } from 'websocket-store/socket-io'
import { serveSocketIo } from '../support/socket-io-server'
import { serveSse } from '../support/sse-server'
import { waitFor } from '../support/wait-for'
import type { Adapter, Hooks, Mount, Options } from './support/adapter'
import { reactAdapter } from './support/react-adapter'
import { vueAdapter } from './support/vue-adapter'

// The servers are real, and the machine may be busy.
vi.setConfig({ testTimeout: 20_000 })
// Components render when they would render for a user. The tests do not flush renders.
beforeAll(() => void Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false }))
afterEach(() => getDefaultRegistry().dispose())

// The run with React 18 skips Vue, because the run with React 19 covers it.
const adapters: readonly Adapter[] = version.startsWith('18.') ? [reactAdapter] : [reactAdapter, vueAdapter]

/** The harness types messages as text. These transports have other message types. */
const optionsOf = <In, Out>(options: ConnectionOptions<In, Out>) =>
  ({ reconnect: { delay: () => 5 }, lingerMs: 50, ...options }) as unknown as Options

describe.each(adapters)('$name', (adapter) => {
  const mount: Mount = (hook, props, place) => {
    const mounted = adapter.mount(hook, props, place)
    onTestFinished(() => mounted.unmount())
    return mounted
  }
  const shownBy = (props: Hooks['useWebSocket']['props']) => ({
    state: mount('useWebSocket', props),
    list: mount('useMessages', props),
  })

  it('gives Socket.IO the auth of the last render after a reconnect', async () => {
    const server = await serveSocketIo()
    const tokens: unknown[] = []
    server.io.use((socket, next) => {
      tokens.push(socket.handshake.auth['token'])
      next()
    })
    const withToken = (token: string) => ({ url: server.url, options: optionsOf(socketIo(io, { auth: { token } })) })
    const component = mount('useLiveWebSocket', withToken('1'))
    await waitFor(() => component.shown.readyState === 1)
    await component.update(withToken('2'))
    server.cutAll()
    await waitFor(() => tokens.length === 2)
    expect(tokens).toEqual(['1', '2'])
  })

  it('shows messages of a Socket.IO server in components that share one socket, also after a reconnect', async () => {
    const server = await serveSocketIo()
    server.io.of('/chat').on('connection', (socket) => {
      socket.emit('hello', server.dials)
      socket.on('say', (text: string) => server.io.of('/chat').emit('said', text))
    })
    const { state, list } = shownBy({ url: `${server.url}/chat`, options: optionsOf(socketIo(io)) })
    await waitFor(() => state.shown.readyState === 1 && list.shown.length === 1)
    expect(server.dials).toBe(1)
    state.shown.send({ event: 'say', args: ['one'] } as never)
    await waitFor(() => list.shown.length === 2 && (state.shown.data as { event: string }).event === 'said')
    expect(state.shown.data).toEqual({ event: 'said', args: ['one'] })
    server.cutAll()
    await waitFor(() => state.renders.some(({ readyState }) => readyState === 3))
    state.shown.send({ event: 'say', args: ['two'] } as never)
    await waitFor(() => list.shown.length === 4)
    expect(list.shown).toEqual([
      { event: 'hello', args: [1] },
      { event: 'said', args: ['one'] },
      { event: 'hello', args: [2] },
      { event: 'said', args: ['two'] },
    ])
    for (const each of [state, list]) each.unmount()
    await waitFor(() => server.engines === 0)
  })

  it('treats equal inline options as the same options, across renders and components', async () => {
    const warn = vi.spyOn(console, 'warn')
    const [rooms, stream] = [await serveSocketIo(), await serveSse()]
    const propFactories = [
      () => ({ url: rooms.url, options: optionsOf(socketIo(io, { auth: { token: 'a' } })) }),
      () => ({ url: stream.url, options: optionsOf(eventSource({ EventSource, events: ['price'] })) }),
    ]
    for (const makeProps of propFactories) {
      const [one, other] = [mount('useWebSocket', makeProps()), mount('useWebSocket', makeProps())]
      await waitFor(() => one.shown.readyState === 1 && other.shown.readyState === 1)
      await one.update(makeProps())
      expect(one.shown.connection).toBe(other.shown.connection)
    }
    expect([rooms.dials, stream.requests.length]).toEqual([1, 1])
    expect(warn).not.toHaveBeenCalled()
  })

  it('shows why a Socket.IO server refuses a connection', async () => {
    const server = await serveSocketIo()
    server.io.use((_, next) => next(Object.assign(new Error('banned'), { data: { fatal: true } })))
    const { state } = shownBy({ url: server.url, options: optionsOf(socketIo(io)) })
    await waitFor(() => state.shown.phase === 'closed')
    expect(state.shown.error).toMatchObject({ code: 'connect-failed', cause: { message: 'banned', data: { fatal: true } } })
  })

  it('shows server-sent events in components that share one stream, also after a reconnect', async () => {
    const server = await serveSse()
    const options = optionsOf(eventSource({ EventSource, events: ['price'] }))
    const { state, list } = shownBy({ url: `${server.url}/prices`, options })
    await waitFor(() => state.shown.readyState === 1)
    server.send({ event: 'price', data: '1', id: '41' })
    await waitFor(() => state.shown.data)
    expect(state.shown.data).toEqual({ event: 'price', data: '1', id: '41' })
    server.endAll()
    await waitFor(() => server.requests.length === 2 && state.shown.readyState === 1)
    server.send({ data: '2' })
    await waitFor(() => list.shown.length === 2)
    expect(list.shown).toEqual([
      { event: 'price', data: '1', id: '41' },
      { event: 'message', data: '2', id: '41' },
    ])
    expect(server.requests.map(({ url }) => url)).toEqual(['/prices', '/prices?lastEventId=41'])
    for (const each of [state, list]) each.unmount()
    await waitFor(() => server.alive === 0)
  })
})

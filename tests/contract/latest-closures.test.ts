import { expect, it, vi } from 'vitest'
import { pause, waitFor } from '../support/wait-for'
import type { Options } from './support/adapter'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, serve, options, open }) => {
  it.each(['onMessage', 'onClose', 'onOpen'] as const)('calls the %s of the last render', async (name) => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { server, component } = await open({ [name]: first })
    const calls = first.mock.calls.length
    await component.update({ options: options({ [name]: second }) })
    server.send('hi')
    server.closeAll(1012)
    await waitFor(() => second.mock.calls.length > 0 && isOpen(component, server))
    expect(first).toHaveBeenCalledTimes(calls)
  })

  it('calls the onError of the last render', async () => {
    const [first, second] = [vi.fn(), vi.fn()]
    const { server, component } = await open({ onError: first })
    await component.update({ options: options({ onError: second }) })
    await server.down()
    await waitFor(() => second.mock.calls.length > 0)
    expect(first).not.toHaveBeenCalled()
  })

  it('calls the reconnect functions of the last render', async () => {
    const calls: string[] = []
    const render = (name: string): Options => ({
      reconnect: {
        shouldReconnect() {
          calls.push(`shouldReconnect ${name}`)
          return true
        },
        delay() {
          calls.push(`delay ${name}`)
          return 5
        },
      },
    })
    const { server, component } = await open(render('first'))
    await component.update({ options: options(render('second')) })
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(calls).toEqual(['shouldReconnect second', 'delay second'])
  })

  it('runs the handshake of the last render', async () => {
    const handshake = (token: string): Options => ({ handshake: ({ send }) => send(token) })
    const { server, component } = await open(handshake('token 1'))
    await component.update({ options: options(handshake('token 2')) })
    await waitFor(() => server.received.length === 1)
    server.cut()
    await waitFor(() => server.opened === 2 && server.received.length === 2)
    expect(server.received).toEqual(['token 1', 'token 2'])
  })

  it('calls the url function of the last render', async () => {
    const server = await serve()
    const calls: string[] = []
    const url = (name: string) => () => {
      calls.push(name)
      return server.url
    }
    const component = mount('useWebSocket', { url: url('first'), options: options() })
    await waitFor(() => isOpen(component, server))
    await component.update({ url: url('second') })
    await pause(20)
    expect(calls).toEqual(['first'])
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(calls).toEqual(['first', 'second'])
  })

  it('calls the protocols function of the last render', async () => {
    const calls: string[] = []
    const protocols = (name: string): Options => ({
      protocols() {
        calls.push(name)
        return 'chat.v1'
      },
    })
    const { server, component } = await open(protocols('first'))
    await component.update({ options: options(protocols('second')) })
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(calls).toEqual(['first', 'second'])
  })

  it('uses the heartbeat functions of the last render', async () => {
    const heartbeat = (name: string): Options => ({
      heartbeat: { intervalMs: 15, timeoutMs: 5000, message: () => `ping ${name}`, isPong: (m) => m === `pong ${name}` },
    })
    const onMessage = vi.fn()
    const { server, component } = await open({ ...heartbeat('first'), onMessage })
    await waitFor(() => server.received.includes('ping first'))
    await component.update({ options: options({ ...heartbeat('second'), onMessage }) })
    // The pending ping needs its pong before the next ping is sent.
    server.send('pong second')
    await waitFor(() => server.received.includes('ping second'))
    server.send('pong second', 'data')
    await waitFor(() => onMessage.mock.calls.length > 0)
    expect(onMessage.mock.calls.map(([message]) => message)).toEqual(['data'])
  })

  it('calls the select of the last render', async () => {
    const { server, component } = await open({ select: (message) => `first ${message}` })
    await component.update({ options: options({ select: (message) => `second ${message}` }) })
    server.send('x')
    await waitFor(() => component.shown.data === 'second x')
  })

  it('calls only the newest onMessage after several renders', async () => {
    const seen: unknown[] = []
    const { server, component } = await open({ onMessage: () => void seen.push(component.renders.length) })
    for (let i = 0; i < 3; i++) await component.update({ options: options({ onMessage: (m) => void seen.push(`${i} ${m}`) }) })
    server.send('hi')
    await waitFor(() => seen.length === 1)
    expect(seen).toEqual(['2 hi'])
  })

  it('calls the functions of the longest-mounted component, and of the next one after it unmounts', async () => {
    const server = await serve()
    const calls: string[] = []
    const propsOf = (name: string) => ({
      url: () => {
        calls.push(`url ${name}`)
        return server.url
      },
      options: options({
        key: `unmount ${server.url}`,
        reconnect: {
          delay() {
            calls.push(`delay ${name}`)
            return 5
          },
        },
      }),
    })
    const components = ['first', 'second', 'third'].map((name) => mount('useWebSocket', propsOf(name)))
    await waitFor(() => components.every((component) => isOpen(component, server)))
    expect(calls.splice(0)).toEqual(['url first'])
    await components[0]!.update(propsOf('first, later'))
    components[1]!.unmount()
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(components[0]!, server))
    expect(calls.splice(0)).toEqual(['delay first, later', 'url first, later'])
    components[0]!.unmount()
    server.cut()
    await waitFor(() => server.opened === 3)
    expect(calls).toEqual(['delay third', 'url third'])
  })

  it.each([
    ['during the linger', 1000],
    ['after the linger', 5],
  ])('calls the functions of a component that mounts after the last one unmounted, %s', async (_, lingerMs) => {
    const server = await serve()
    const received: string[] = []
    const propsOf = (name: string) => ({
      url: () => `${server.url}?${name}`,
      options: options({ key: `remount ${server.url}`, lingerMs, handshake: () => void received.push(name) }),
    })
    const first = mount('useConnection', propsOf('first'))
    await waitFor(() => received.length === 1)
    first.unmount()
    if (lingerMs < 1000) await waitFor(() => server.alive === 0)
    mount('useConnection', propsOf('second'))
    if (lingerMs === 1000) server.cut()
    await waitFor(() => received.length === 2)
    expect(received).toEqual(['first', 'second'])
  })
})

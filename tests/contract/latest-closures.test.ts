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
    server.cut()
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

  it('asks the reconnect functions of the last render', async () => {
    const asked: string[] = []
    const render = (name: string): Options => ({
      reconnect: {
        shouldReconnect() {
          asked.push(`shouldReconnect ${name}`)
          return true
        },
        delay() {
          asked.push(`delay ${name}`)
          return 5
        },
      },
    })
    const { server, component } = await open(render('first'))
    await component.update({ options: options(render('second')) })
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(asked).toEqual(['shouldReconnect second', 'delay second'])
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

  it('asks the url function of the last render', async () => {
    const server = await serve()
    const asked: string[] = []
    const url = (name: string) => () => {
      asked.push(name)
      return server.url
    }
    const component = mount('useWebSocket', { url: url('first'), options: options() })
    await waitFor(() => isOpen(component, server))
    await component.update({ url: url('second') })
    await pause(20)
    expect(asked).toEqual(['first'])
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(asked).toEqual(['first', 'second'])
  })

  it('asks the protocols function of the last render', async () => {
    const asked: string[] = []
    const protocols = (name: string): Options => ({
      protocols() {
        asked.push(name)
        return 'chat.v1'
      },
    })
    const { server, component } = await open(protocols('first'))
    await component.update({ options: options(protocols('second')) })
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(asked).toEqual(['first', 'second'])
  })

  it('uses the heartbeat functions of the last render', async () => {
    const heartbeat = (name: string): Options => ({
      heartbeat: { intervalMs: 15, timeoutMs: 5000, message: () => `ping ${name}`, isPong: (m) => m === `pong ${name}` },
    })
    const onMessage = vi.fn()
    const { server, component } = await open({ ...heartbeat('first'), onMessage })
    await waitFor(() => server.received.includes('ping first'))
    await component.update({ options: options({ ...heartbeat('second'), onMessage }) })
    // The ping that is out has to be answered before there is another.
    server.send('pong second')
    await waitFor(() => server.received.includes('ping second'))
    server.send('pong second', 'data')
    await waitFor(() => onMessage.mock.calls.length > 0)
    expect(onMessage.mock.calls.map(([message]) => message)).toEqual(['data'])
  })

  it('selects with the select of the last render', async () => {
    const { server, component } = await open({ select: (message) => `first ${message}` })
    await component.update({ options: options({ select: (message) => `second ${message}` }) })
    server.send('x')
    await waitFor(() => component.shown.data === 'second x')
  })

  it('sees the newest render from a callback that was given before it', async () => {
    const seen: unknown[] = []
    const { server, component } = await open({ onMessage: () => void seen.push(component.renders.length) })
    for (let i = 0; i < 3; i++) await component.update({ options: options({ onMessage: (m) => void seen.push(`${i} ${m}`) }) })
    server.send('hi')
    await waitFor(() => seen.length === 1)
    expect(seen).toEqual(['2 hi'])
  })

  it('asks the functions of one that stays, in the order they came, once those before it are gone', async () => {
    const server = await serve()
    const asked: string[] = []
    const wish = (name: string) => ({
      url: () => {
        asked.push(`url ${name}`)
        return server.url
      },
      options: options({
        key: `leaving ${server.url}`,
        reconnect: {
          delay() {
            asked.push(`delay ${name}`)
            return 5
          },
        },
      }),
    })
    const components = ['first', 'second', 'third'].map((name) => mount('useWebSocket', wish(name)))
    await waitFor(() => components.every((component) => isOpen(component, server)))
    expect(asked.splice(0)).toEqual(['url first'])
    await components[0]!.update(wish('first, later'))
    components[1]!.unmount()
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(components[0]!, server))
    expect(asked.splice(0)).toEqual(['delay first, later', 'url first, later'])
    components[0]!.unmount()
    server.cut()
    await waitFor(() => server.opened === 3)
    expect(asked).toEqual(['delay third', 'url third'])
  })

  it.each([
    ['within the linger', 1000],
    ['long after it', 5],
  ])('asks the functions of one that mounts after the last was gone, %s', async (_, lingerMs) => {
    const server = await serve()
    const received: string[] = []
    const wish = (name: string) => ({
      url: () => `${server.url}?${name}`,
      options: options({ key: `anew ${server.url}`, lingerMs, handshake: () => void received.push(name) }),
    })
    const first = mount('useConnection', wish('first'))
    await waitFor(() => received.length === 1)
    first.unmount()
    if (lingerMs < 1000) await waitFor(() => server.alive === 0)
    mount('useConnection', wish('second'))
    if (lingerMs === 1000) server.cut()
    await waitFor(() => received.length === 2)
    expect(received).toEqual(['first', 'second'])
  })
})

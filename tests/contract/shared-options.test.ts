import { expect, it, vi } from 'vitest'
import { text, type ChannelProtocol } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import type { Options } from './support/adapter'
import { everyAdapter, isOpen, type Component } from './support/every-adapter'

// Several components share a connection: the longest mounted one that names an option decides it.
everyAdapter(({ mount, serve, options }) => {
  it('takes handshake and channels from one component, also after the first one unmounted', async () => {
    const server = await serve()
    const from = (name: string) => {
      const channels: ChannelProtocol<string, string> = { subscribe: (topic) => `+${topic} ${name}`, route: () => undefined }
      const both: Options = { handshake: ({ send }) => send(`auth ${name}`), channels }
      return { url: server.url, topic: 'a', options: options(both) }
    }
    const first = mount('useChannel', from('first'))
    await waitFor(() => server.received.length === 2)
    mount('useChannel', from('second'))
    first.unmount()
    server.cut()
    await waitFor(() => server.received.length === 4)
    expect(server.received).toEqual(['auth first', '+a first', 'auth second', '+a second'])
  })

  const token = (name: string): Options => ({ handshake: ({ send }) => send(name) })

  it('keeps the last value of a component that unmounted, when no other names the option', async () => {
    const server = await serve()
    const plain = mount('useWebSocket', { url: server.url, options: options() })
    const auth = mount('useLiveWebSocket', { url: server.url, options: options(token('token 1')) })
    await waitFor(() => isOpen(plain, server))
    await auth.update({ options: options(token('token 2')) })
    auth.unmount()
    server.cut()
    await waitFor(() => server.opened === 2 && server.received.includes('token 2'))
    expect(server.received.at(-1)).toBe('token 2')
  })

  it('keeps the last url function and the last decision about reconnecting in the same way', async () => {
    const server = await serve()
    const key = `keyed ${server.url}`
    const calls: string[] = []
    const props = (name: string) => ({
      url: () => {
        calls.push(`url ${name}`)
        return server.url
      },
      options: options({
        key,
        reconnect: {
          delay: () => 5,
          shouldReconnect() {
            calls.push(`should ${name}`)
            return true
          },
        },
      }),
    })
    const { WebSocket } = options()
    const changing = mount('useWebSocket', props('1'))
    const plain = mount('useWebSocket', { url: server.url, options: { WebSocket: WebSocket!, key } })
    await waitFor(() => isOpen(plain, server))
    await changing.update(props('2'))
    changing.unmount()
    calls.length = 0
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(calls).toContain('should 2')
    expect(calls.filter((call) => call.endsWith(' 1'))).toEqual([])
  })

  it('never brings back an older value', async () => {
    const server = await serve()
    const keeper = mount('useWebSocket', { url: server.url, options: options() })
    const first = mount('useWebSocket', { url: server.url, options: options(token('token 1')) })
    await waitFor(() => isOpen(keeper, server))
    first.unmount()
    const second = mount('useWebSocket', { url: server.url, options: options(token('token 2')) })
    await pause(10)
    second.unmount()
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(keeper, server))
    await pause(50)
    expect(server.received).toEqual(['token 2'])
  })

  it('does not use the options of a disabled component while another one wants the connection', async () => {
    const server = await serve()
    mount('useWebSocket', { url: server.url, options: options({ ...token('secret'), enabled: false }) })
    const component = mount('useWebSocket', { url: server.url, options: options() })
    await waitFor(() => isOpen(component, server))
    await pause(20)
    expect(server.received).toEqual([])
  })

  it('opens one socket for components with inline protocols functions', async () => {
    const server = await serve()
    const props = () => ({ url: server.url, options: options({ protocols: () => 'chat' }) })
    const components = [1, 2, 3].map(() => mount('useWebSocket', props()))
    await waitFor(() => components.every((component) => isOpen(component, server)))
    await pause(20)
    expect(server.opened).toBe(1)
  })

  it.each([
    ['first', [true, false]],
    ['last', [false, true]],
  ] as const)('warns once when only the %s of two components names a codec', async (_, order) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const components: Component[] = []
    for (const hasCodec of order) {
      components.push(mount('useWebSocket', { url: server.url, options: options(hasCodec ? { codec: text() } : {}) }))
      await waitFor(() => isOpen(components[0]!, server))
    }
    await pause(20)
    expect(warn.mock.calls.map(([message]) => String(message))).toEqual([expect.stringMatching(/codec.*text.*no value|codec.*no value.*text/)])
  })

  it.each([
    ['first', [30, 20]],
    ['last', [20, 30]],
  ] as const)('warns once when two components name other numbers, the greater one %s', async (_, [one, other]) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ lingerMs: one }) })
    await waitFor(() => isOpen(component, server))
    mount('useWebSocket', { url: server.url, options: options({ lingerMs: other }) })
    await pause(20)
    expect(warn.mock.calls.map(([message]) => String(message))).toEqual([
      expect.stringContaining(`lingerMs: ${one} is in force, ${other} is not`),
    ])
  })
})

import { expect, it } from 'vitest'
import { batch, text, type Codec } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, open, serve, options }) => {
  it('runs setup once however many components share the connection, and its clean-up after the last unmount', async () => {
    const events: string[] = []
    const server = await serve()
    const shared = options({
      lingerMs: 10,
      setup(connection) {
        events.push('set up')
        const stop = connection.onMessage((message) => events.push(String(message)))
        return () => {
          stop()
          events.push('cleaned up')
        }
      },
    })
    const components = [1, 2, 3].map(() => mount('useWebSocket', { url: server.url, options: shared }))
    await waitFor(() => components.every((component) => isOpen(component, server)))
    server.send('a')
    await waitFor(() => events.length >= 2)
    for (const component of components) await component.unmount()
    await waitFor(() => events.includes('cleaned up'))
    expect(events).toEqual(['set up', 'a', 'cleaned up'])
  })

  it('sends the farewell of the last render once, when the last component has unmounted and the linger is over', async () => {
    const server = await serve()
    const farewell = (name: string) => (send: (message: string) => void) => send(`bye ${name}`)
    const props = (name: string) => ({ url: server.url, options: options({ lingerMs: 10, farewell: farewell(name) }) })
    const first = mount('useLiveWebSocket', props('1'))
    const second = mount('useLiveWebSocket', props('1'))
    await waitFor(() => isOpen(first, server) && isOpen(second, server))
    await first.unmount()
    await second.update(props('2'))
    await pause(50)
    expect(server.received).toEqual([])
    await second.unmount()
    await waitFor(() => server.alive === 0)
    expect(server.received).toEqual(['bye 2'])
  })

  it('renews on the open socket: components stay open and get every message', async () => {
    const received: unknown[] = []
    const { server, component } = await open({
      handshake: ({ send, isRenewal }) => send(isRenewal ? 'renew' : 'auth'),
      onMessage: (message) => void received.push(message),
    })
    const changes: string[] = []
    component.shown.connection!.on('state', ({ phase }) => changes.push(phase))
    server.send('a')
    await component.shown.connection!.renew()
    server.send('b')
    await waitFor(() => received.length === 2)
    await waitFor(() => server.received.length === 2)
    expect([received, server.received, server.opened]).toEqual([['a', 'b'], ['auth', 'renew'], 1])
    expect(changes).toEqual([])
  })

  it('keeps the codec of the socket while an inline codec function is a new one on each render', async () => {
    const server = await serve()
    let made = 0
    const counting = (): Codec<string, string> => {
      let count = 0
      made++
      return { ...text(), encode: (message) => batch([`${++count}`, message]) }
    }
    const props = () => ({ url: server.url, options: options({ codec: () => counting() }) })
    const component = mount('useLiveWebSocket', props())
    await waitFor(() => isOpen(component, server))
    component.shown.send('a')
    await component.update(props())
    component.shown.send('b')
    await waitFor(() => server.received.length === 4)
    expect([server.received, made]).toEqual([['1', 'a', '2', 'b'], 1])
  })
})

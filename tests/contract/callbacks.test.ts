import { expect, it, vi } from 'vitest'
import { collectUncaught } from '../support/uncaught'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

const thousand = Array.from({ length: 1000 }, (_, i) => String(i))

everyAdapter(({ mount, options, open, serve }) => {
  it('calls onMessage exactly once for every message, in order, with its event', async () => {
    const received: string[] = []
    const { server } = await open({
      onMessage(message, event) {
        expect(event).toMatchObject({ type: 'message', data: message })
        received.push(message)
      },
    })
    server.send(...thousand)
    await waitFor(() => received.length >= thousand.length)
    await pause(20)
    expect(received).toEqual(thousand)
  })

  it.each(['onOpen', 'onMessage', 'onClose', 'onError'] as const)(
    'a throwing %s affects neither other components nor the state of its own component',
    async (name) => {
      const thrown = collectUncaught()
      const mistake = new Error(`mistake in ${name}`)
      const fail = () => {
        throw mistake
      }
      const server = await serve()
      const log: string[] = []
      const bad = mount('useWebSocket', { url: server.url, options: options({ [name]: fail }) })
      const good = mount('useWebSocket', {
        url: server.url,
        options: options({
          onOpen: () => void log.push('onOpen'),
          onMessage: () => void log.push('onMessage'),
          onClose: () => void log.push('onClose'),
          onError: () => void log.push('onError'),
        }),
      })
      await waitFor(() => isOpen(bad, server) && isOpen(good, server))
      server.send('hi')
      await waitFor(() => bad.shown.data === 'hi' && good.shown.data === 'hi')
      await server.down()
      await waitFor(() => log.includes('onError'))
      expect([...new Set(log)]).toEqual(['onOpen', 'onMessage', 'onClose', 'onError'])
      await waitFor(() => thrown.includes(mistake))
      await server.up()
      await waitFor(() => isOpen(bad, server))
    },
  )

  it('a throwing filter drops that message for its own component only', async () => {
    const thrown = collectUncaught()
    const filter = (message: string) => {
      if (message === 'bad') throw new Error('mistake in filter')
      return true
    }
    const { server, component } = await open({ filter })
    const other = mount('useWebSocket', { url: server.url, options: options() })
    server.send('bad')
    await waitFor(() => other.shown.data === 'bad')
    server.send('good')
    await waitFor(() => component.shown.data === 'good')
    await waitFor(() => thrown.length > 0)
  })

  it('delivers later messages to a late component whose onOpen throws', async () => {
    const thrown = collectUncaught()
    const { server } = await open()
    const late = mount('useWebSocket', {
      url: server.url,
      options: options({
        onOpen() {
          throw new Error('mistake')
        },
      }),
    })
    server.send('after')
    await waitFor(() => late.shown.data === 'after')
    expect(thrown).toHaveLength(1)
  })

  it('calls no callback after unmount while the shared connection stays in use', async () => {
    const callbacks = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
    const { server, component } = await open()
    const late = mount('useWebSocket', { url: server.url, options: options(callbacks) })
    expect(callbacks.onOpen).toHaveBeenCalledTimes(1)
    late.unmount()
    server.send('after')
    await waitFor(() => component.shown.data === 'after')
    await server.down()
    await waitFor(() => component.shown.error)
    await server.up()
    await waitFor(() => isOpen(component, server))
    expect(callbacks.onOpen).toHaveBeenCalledTimes(1)
    for (const name of ['onMessage', 'onClose', 'onError'] as const) expect(callbacks[name]).not.toHaveBeenCalled()
  })

  it('calls no callback after unmount while its own socket closes', async () => {
    const callbacks = { onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
    const { server, component } = await open({ ...callbacks, lingerMs: 30 })
    component.unmount()
    server.send('late')
    await waitFor(() => server.alive === 0)
    await pause(20)
    for (const callback of Object.values(callbacks)) expect(callback).not.toHaveBeenCalled()
  })

  it('calls no callback while not enabled, even if another component keeps the socket open', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open()
    const off = mount('useWebSocket', { url: server.url, options: options({ onMessage }) })
    await off.update({ options: options({ onMessage, enabled: false }) })
    server.send('ignored')
    await waitFor(() => component.shown.data === 'ignored')
    expect(onMessage).not.toHaveBeenCalled()
    expect(off.shown.data).toBeUndefined()
  })

  it('lets onMessage unmount its own component', async () => {
    const received: string[] = []
    const { server, component } = await open({
      onMessage(message) {
        received.push(message)
        component.unmount()
      },
    })
    const other = mount('useWebSocket', { url: server.url, options: options() })
    server.send('1', '2', '3')
    await waitFor(() => other.shown.data === '3')
    expect(received).toEqual(['1'])
  })
})

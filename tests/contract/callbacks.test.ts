import { expect, it, vi } from 'vitest'
import { collectUncaught } from '../support/uncaught'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

const thousand = Array.from({ length: 1000 }, (_, i) => String(i))

everyAdapter(({ mount, options, open, serve }) => {
  it('tells every message, in order, exactly once, each with its event', async () => {
    const got: string[] = []
    const { server } = await open({
      onMessage(message, event) {
        expect(event).toMatchObject({ type: 'message', data: message })
        got.push(message)
      },
    })
    server.send(...thousand)
    await waitFor(() => got.length >= thousand.length)
    await pause(20)
    expect(got).toEqual(thousand)
  })

  it.each(['onOpen', 'onMessage', 'onClose', 'onError'] as const)(
    'a throwing %s starves neither another component nor its own state',
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

  it('a filter that throws loses that message for its own component only', async () => {
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

  it('tells one that joins late with a throwing onOpen the messages after it', async () => {
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

  it('is silent after unmount, whatever the shared connection goes through', async () => {
    const silent = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
    const { server, component } = await open()
    const gone = mount('useWebSocket', { url: server.url, options: options(silent) })
    expect(silent.onOpen).toHaveBeenCalledTimes(1)
    gone.unmount()
    server.send('after')
    await waitFor(() => component.shown.data === 'after')
    await server.down()
    await waitFor(() => component.shown.error)
    await server.up()
    await waitFor(() => isOpen(component, server))
    expect(silent.onOpen).toHaveBeenCalledTimes(1)
    for (const name of ['onMessage', 'onClose', 'onError'] as const) expect(silent[name]).not.toHaveBeenCalled()
  })

  it('is silent after unmount while its own socket closes', async () => {
    const silent = { onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
    const { server, component } = await open({ ...silent, lingerMs: 30 })
    component.unmount()
    server.send('late')
    await waitFor(() => server.alive === 0)
    await pause(20)
    for (const callback of Object.values(silent)) expect(callback).not.toHaveBeenCalled()
  })

  it('is silent while not enabled, though another component keeps the socket', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open()
    const off = mount('useWebSocket', { url: server.url, options: options({ onMessage }) })
    await off.update({ options: options({ onMessage, enabled: false }) })
    server.send('unheard')
    await waitFor(() => component.shown.data === 'unheard')
    expect(onMessage).not.toHaveBeenCalled()
    expect(off.shown.data).toBeUndefined()
  })

  it('may unmount its own component from onMessage', async () => {
    const got: string[] = []
    const { server, component } = await open({
      onMessage(message) {
        got.push(message)
        component.unmount()
      },
    })
    const other = mount('useWebSocket', { url: server.url, options: options() })
    server.send('1', '2', '3')
    await waitFor(() => other.shown.data === '3')
    expect(got).toEqual(['1'])
  })
})

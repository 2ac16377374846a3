import { expect, it } from 'vitest'
import { getDefaultRegistry, ReadyState } from 'websocket-store'
import { texts } from '../support/typed'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, createRegistry, registry: registryNow, serve, options, open }) => {
  it('shares through the default registry when no other registry is set', async () => {
    const { server, component } = await open()
    expect([...getDefaultRegistry().entries()]).toContain(component.shown.connection)
    expect(getDefaultRegistry().connection(server.url)).toBe(component.shown.connection)
  })

  it('shares with plain code through the same registry', async () => {
    const server = await serve()
    const connection = registryNow().connection(server.url, texts(options()))
    const release = connection.retain()
    await waitFor(() => connection.getSnapshot().readyState === ReadyState.OPEN)
    const component = mount('useWebSocket', { url: server.url, options: options() })
    expect(component.shown.readyState).toBe(ReadyState.OPEN)
    expect(server.opened).toBe(1)
    release()
  })

  it('shares within a provided registry only', async () => {
    const server = await serve()
    const [left, right] = [createRegistry(), createRegistry()]
    const props = { url: server.url, options: options() }
    const inLeft = [1, 2].map(() => mount('useWebSocket', props, { registry: left }))
    const inRight = mount('useWebSocket', props, { registry: right })
    const outside = mount('useWebSocket', props)
    await waitFor(() => [...inLeft, inRight, outside].every((component) => isOpen(component, server)))
    expect(inLeft[0]!.shown.connection).toBe(inLeft[1]!.shown.connection)
    expect(new Set([...inLeft, inRight, outside].map(({ shown }) => shown.connection)).size).toBe(3)
    expect(server.opened).toBe(3)
  })

  it('prefers the registry option over the provided registry', async () => {
    const [provided, fromOption] = [createRegistry(), createRegistry()]
    const server = await serve()
    const component = mount(
      'useWebSocket',
      { url: server.url, options: options({ registry: fromOption }) },
      { registry: provided },
    )
    expect([...fromOption.entries()]).toEqual([component.shown.connection])
    expect([...provided.entries()]).toEqual([])
  })

  it('uses the provided registry in the other hooks too', async () => {
    const registry = createRegistry()
    const server = await serve()
    const component = mount('useConnection', { url: server.url, options: options() }, { registry })
    expect([...registry.entries()]).toEqual([component.shown])
  })

  it('applies a default of the registry when the component does not set the option', async () => {
    const registry = createRegistry({ defaults: { lingerMs: 5 } })
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() }, { registry })
    await waitFor(() => isOpen(component, server))
    component.unmount()
    await waitFor(() => server.alive === 0, { timeoutMs: 900 })
  })

  it('shows CLOSED and does not dial after the registry is disposed', async () => {
    const registry = createRegistry()
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() }, { registry })
    await waitFor(() => isOpen(component, server))
    registry.dispose()
    await waitFor(() => component.shown.readyState === ReadyState.CLOSED && server.alive === 0)
    component.shown.open()
    await pause(30)
    expect(server.opened).toBe(1)
  })

  it('does not dispose a provided registry when the component unmounts', async () => {
    const registry = createRegistry()
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() }, { registry })
    await waitFor(() => isOpen(component, server))
    component.unmount()
    const next = mount('useWebSocket', { url: server.url, options: options() }, { registry })
    expect(next.shown.readyState).toBe(ReadyState.OPEN)
  })
})

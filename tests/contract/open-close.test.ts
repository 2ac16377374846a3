import { expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

const { UNINSTANTIATED, OPEN, CLOSED } = ReadyState

everyAdapter(({ mount, serve, options, open }) => {
  it('returns the same functions across states, renders and urls', async () => {
    const { component } = await open()
    const other = await serve()
    await component.update({ url: other.url, options: options() })
    await component.update({ url: null })
    const first = component.renders[0]!
    for (const { send, open: openAgain, close, reconnect } of component.renders)
      expect({ send, openAgain, close, reconnect }).toEqual({
        send: first.send,
        openAgain: first.open,
        close: first.close,
        reconnect: first.reconnect,
      })
  })

  it('stays closed after close() until open()', async () => {
    const { server, component } = await open()
    component.shown.close()
    await waitFor(() => component.shown.readyState === CLOSED && server.alive === 0)
    await pause(40)
    expect([component.shown.readyState, server.opened]).toEqual([CLOSED, 1])
    component.shown.open()
    await waitFor(() => isOpen(component, server))
    expect(server.opened).toBe(2)
  })

  it('closes normally when close() is used as an event handler', async () => {
    const { server, component } = await open()
    component.shown.close(new Event('click'))
    await waitFor(() => component.shown.readyState === CLOSED && server.alive === 0)
    expect(component.shown).toMatchObject({ phase: 'closed', error: null, lastClose: { code: 1000 } })
  })

  it('shows a normal close after reconnect()', async () => {
    const { server, component } = await open()
    component.shown.reconnect()
    await waitFor(() => server.opened === 2 && isOpen(component, server))
    expect(component.shown.lastClose).toEqual({ code: 1000, reason: '', wasClean: true })
  })

  it('stays closed when it renders again or remounts after close()', async () => {
    const { server, component } = await open()
    component.shown.close()
    await waitFor(() => component.shown.readyState === CLOSED && server.alive === 0)
    await component.update({ options: options() })
    await component.remount()
    await pause(40)
    expect([component.shown.readyState, server.opened]).toEqual([CLOSED, 1])
  })

  it('does not dial when closed while connecting', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    component.shown.close()
    await waitFor(() => component.shown.readyState === CLOSED)
    await pause(40)
    expect([component.shown.readyState, server.alive]).toEqual([CLOSED, 0])
  })

  it('connects again when open() is called before close() has finished', async () => {
    const { server, component } = await open()
    component.shown.close()
    component.shown.open()
    await waitFor(() => server.opened === 2 && isOpen(component, server))
  })

  it('keeps an open socket on open()', async () => {
    const { server, component } = await open()
    component.shown.open()
    await pause(30)
    expect([component.shown.readyState, server.opened]).toEqual([OPEN, 1])
  })

  it('retries at once on open() while waiting', async () => {
    const { server, component } = await open({ reconnect: { delay: () => 60_000 } })
    server.cut()
    await waitFor(() => component.shown.phase === 'waiting')
    component.shown.open()
    await waitFor(() => isOpen(component, server))
  })

  it('replaces the socket on reconnect(), also while waiting', async () => {
    const { server, component } = await open({ reconnect: { delay: () => 60_000 } })
    component.shown.reconnect()
    await waitFor(() => server.opened === 2 && isOpen(component, server))
    await waitFor(() => server.alive === 1)
    server.cut()
    await waitFor(() => component.shown.phase === 'waiting')
    component.shown.reconnect()
    await waitFor(() => server.opened === 3 && isOpen(component, server))
  })

  it.each(['open', 'reconnect'] as const)('connects again on %s() after all attempts failed', async (action) => {
    const server = await serve()
    await server.down()
    const component = mount('useWebSocket', {
      url: server.url,
      options: options({ reconnect: { delay: () => 1, maxAttempts: 1 } }),
    })
    await waitFor(() => component.shown.error?.code === 'attempts-exhausted')
    expect(component.shown.readyState).toBe(CLOSED)
    await server.up()
    component.shown[action]()
    await waitFor(() => isOpen(component, server))
    expect(component.shown).toMatchObject({ error: null, attempt: 0 })
  })

  it('connects on open() while not enabled, and releases on unmount', async () => {
    const server = await serve()
    // On a busy machine the component may retain late. The linger must keep the connection of open() until then.
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled: false, lingerMs: 300 }) })
    component.shown.open()
    await waitFor(() => isOpen(component, server))
    // On a busy machine the first render may already show OPEN.
    expect(component.renders.map(({ readyState }) => readyState)).not.toContain(CLOSED)
    component.unmount()
    await waitFor(() => server.alive === 0)
    await pause(30)
    expect(server.opened).toBe(1)
  })

  it('holds no demand after open() and unmount while the server is down', async () => {
    const server = await serve()
    await server.down()
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled: false, lingerMs: 5 }) })
    component.shown.open()
    await waitFor(() => component.shown.error)
    component.unmount()
    await pause(20)
    await server.up()
    await pause(40)
    expect(server.opened).toBe(0)
  })

  it('closes when `enabled` becomes true and then false, despite an earlier open()', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled: false, lingerMs: 5 }) })
    component.shown.open()
    await waitFor(() => isOpen(component, server))
    await component.update({ options: options({ enabled: true, lingerMs: 5 }) })
    await component.update({ options: options({ enabled: false, lingerMs: 5 }) })
    expect(component.shown.readyState).toBe(UNINSTANTIATED)
    await waitFor(() => server.alive === 0)
  })

  it.each([true, false])('stays closed after close() when the url changes, enabled: %s', async (enabled) => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled }) })
    component.shown.open()
    await waitFor(() => isOpen(component, server))
    component.shown.close()
    await waitFor(() => server.alive === 0)
    const other = await serve()
    await component.update({ url: other.url })
    await pause(40)
    expect(other.opened).toBe(0)
  })

  it('throws for close codes that the protocol reserves', async () => {
    const { component } = await open()
    expect(() => component.shown.close(1001)).toThrow(expect.objectContaining({ code: 'invalid-close' }) as Error)
    expect(component.shown.readyState).toBe(OPEN)
  })
})

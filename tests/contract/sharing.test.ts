import { expect, it, vi } from 'vitest'
import { ReadyState } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, serve, options, open }) => {
  it('opens one socket for many components', async () => {
    const server = await serve()
    const components = Array.from({ length: 5 }, () => mount('useWebSocket', { url: server.url, options: options() }))
    await waitFor(() => components.every((component) => isOpen(component, server)))
    server.send('to all')
    await waitFor(() => components.every((component) => component.shown.data === 'to all'))
    expect(new Set(components.map(({ shown }) => shown.connection)).size).toBe(1)
    expect(server.opened).toBe(1)
  })

  it('keeps the socket while one component is left, and closes it after the last', async () => {
    const { server, component } = await open({ lingerMs: 10 })
    const other = mount('useWebSocket', { url: server.url, options: options({ lingerMs: 10 }) })
    component.unmount()
    await pause(40)
    expect(server.alive).toBe(1)
    server.send('still here')
    await waitFor(() => other.shown.data === 'still here')
    other.unmount()
    await waitFor(() => server.alive === 0)
  })

  it('reconnects for every component after the connection is lost', async () => {
    const { server, component } = await open()
    const other = mount('useWebSocket', { url: server.url, options: options() })
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(component, server) && isOpen(other, server))
    server.send('again')
    await waitFor(() => component.shown.data === 'again' && other.shown.data === 'again')
  })

  it('closes and opens the socket for every component that shares it', async () => {
    const { server, component } = await open()
    const other = mount('useWebSocket', { url: server.url, options: options() })
    component.shown.close()
    await waitFor(() => other.shown.readyState === ReadyState.CLOSED)
    other.shown.open()
    await waitFor(() => isOpen(component, server) && isOpen(other, server))
    expect(server.opened).toBe(2)
  })

  it('gives a component with share: false its own socket', async () => {
    const { server, component } = await open()
    const onMessage = vi.fn()
    const own = mount('useWebSocket', { url: server.url, options: options({ share: false, onMessage }) })
    await waitFor(() => isOpen(own, server) && server.alive === 2)
    expect(own.shown.connection).not.toBe(component.shown.connection)
    server.send('once')
    await waitFor(() => own.shown.data === 'once' && component.shown.data === 'once')
    expect(onMessage).toHaveBeenCalledTimes(1)
    own.shown.close()
    await waitFor(() => own.shown.readyState === ReadyState.CLOSED)
    expect(component.shown.readyState).toBe(ReadyState.OPEN)
  })

  it('keeps the socket with share: false across renders', async () => {
    const { server, component } = await open({ share: false })
    for (let i = 0; i < 5; i++) await component.update({ options: options({ share: false }) })
    await pause(20)
    expect([server.opened, component.shown.readyState]).toEqual([1, ReadyState.OPEN])
  })

  it('keeps the socket over a keyed remount', async () => {
    const { server, component } = await open()
    await component.remount()
    expect(component.shown.readyState).toBe(ReadyState.OPEN)
    await pause(30)
    expect([server.opened, server.alive]).toEqual([1, 1])
  })

  it('keeps the socket for a component that mounts within lingerMs', async () => {
    const { server, component } = await open({ lingerMs: 10_000 })
    component.unmount()
    await pause(20)
    const next = mount('useWebSocket', { url: server.url, options: options({ lingerMs: 10_000 }) })
    expect(next.shown.readyState).toBe(ReadyState.OPEN)
    expect(server.opened).toBe(1)
  })

  it('dials again for a component that mounts after lingerMs, and shows no old data', async () => {
    const { server, component } = await open({ lingerMs: 5 })
    server.send('old')
    await waitFor(() => component.shown.data === 'old')
    component.unmount()
    await waitFor(() => server.alive === 0)
    await pause(50) // until the client has processed the close
    const next = mount('useWebSocket', { url: server.url, options: options({ lingerMs: 5 }) })
    expect(next.shown).toMatchObject({ readyState: ReadyState.CONNECTING, data: undefined, lastMessage: null })
    await waitFor(() => isOpen(next, server))
    expect(server.opened).toBe(2)
  })

  it('shows the latest message to a component that joins late', async () => {
    const { server, component } = await open()
    server.send('latest')
    await waitFor(() => component.shown.data === 'latest')
    const late = mount('useWebSocket', { url: server.url, options: options() })
    expect(late.renders[0]).toMatchObject({ readyState: ReadyState.OPEN, data: 'latest' })
  })

  it('warns once and names the options when a sharing component passes different ones', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { server } = await open({ lingerMs: 900, heartbeat: false })
    const differing = { lingerMs: 30, heartbeat: { message: 'secret-ping' } }
    mount('useWebSocket', { url: server.url, options: options(differing) })
    mount('useWebSocket', { url: server.url, options: options(differing) })
    expect(warn).toHaveBeenCalledTimes(1)
    const text = String(warn.mock.calls[0])
    expect(text).toContain('lingerMs')
    expect(text).toContain('heartbeat')
    expect(text).not.toContain('secret')
  })

  it('does not warn about options that apply to one component only', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { server, component } = await open()
    const own = { onMessage: () => {}, filter: () => false, select: String, enabled: true, onOpen: () => {} }
    mount('useWebSocket', { url: server.url, options: options(own) })
    await component.update({ options: options({ reconnect: { delay: () => 7 } }) })
    expect(warn).not.toHaveBeenCalled()
  })
})

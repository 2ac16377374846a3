import { expect, it, vi } from 'vitest'
import { ReadyState, type AttemptContext } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, serve, options, open }) => {
  it('never shows state or data of the previous url', async () => {
    const { server, component } = await open()
    server.send('of the first')
    await waitFor(() => component.shown.data === 'of the first')
    const dialled = component.shown.url
    const next = await serve()
    const before = component.renders.length
    await component.update({ url: next.url })
    expect(component.renders.length).toBeGreaterThan(before)
    await waitFor(() => isOpen(component, next))
    expect(component.renders[before]).toMatchObject({ readyState: ReadyState.CONNECTING })
    for (const { data, lastMessage, url } of component.renders.slice(before)) {
      expect([data, lastMessage]).toEqual([undefined, null])
      expect(url).not.toBe(dialled)
    }
  })

  it('receives no message of the previous url, and closes its socket', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open({ onMessage, lingerMs: 30 })
    const next = await serve()
    await component.update({ url: next.url })
    server.send('late')
    await waitFor(() => isOpen(component, next) && server.alive === 0)
    next.send('new')
    await waitFor(() => component.shown.data === 'new')
    expect(onMessage.mock.calls.map(([message]) => message)).toEqual(['new'])
  })

  it('reuses a lingering connection without another dial', async () => {
    const { server, component } = await open()
    const other = await serve()
    await component.update({ url: other.url })
    await waitFor(() => isOpen(component, other))
    await component.update({ url: server.url })
    expect(component.shown.readyState).toBe(ReadyState.OPEN)
    expect(server.opened).toBe(1)
  })

  it('releases when the url becomes null, and dials when a url is set again', async () => {
    const { server, component } = await open({ lingerMs: 5 })
    await component.update({ url: null })
    expect(component.shown).toMatchObject({ readyState: ReadyState.UNINSTANTIATED, connection: null })
    await waitFor(() => server.alive === 0)
    await component.update({ url: server.url })
    await waitFor(() => isOpen(component, server))
    expect(server.opened).toBe(2)
  })

  it.each([true, false])('uses the same connection for equal strings and URL objects, share: %s', async (share) => {
    const { server, component } = await open({ lingerMs: 0, share })
    const { connection } = component.shown
    for (const url of [new URL(server.url), new URL(server.url), `${new URL(server.url).href}`, server.url]) {
      await component.update({ url })
      expect(component.shown).toMatchObject({ connection, readyState: ReadyState.OPEN })
    }
    await pause(30)
    expect(server.opened).toBe(1)
  })

  it('uses another connection for an equal url with other protocols', async () => {
    const { server, component } = await open()
    const second = mount('useWebSocket', { url: server.url, options: options({ protocols: 'chat.v1' }) })
    await waitFor(() => isOpen(second, server))
    expect(second.shown.connection).not.toBe(component.shown.connection)
    expect(second.shown.protocol).toBe('chat.v1')
    expect(server.opened).toBe(2)
  })

  it('does not dial again for inline url functions and inline options', async () => {
    const server = await serve()
    const inline = () => ({ url: () => server.url, options: options({ onMessage: () => {}, reconnect: { maxAttempts: 5 } }) })
    const component = mount('useWebSocket', inline())
    await waitFor(() => isOpen(component, server))
    const { connection } = component.shown
    for (let i = 0; i < 20; i++) await component.update(inline())
    await pause(30)
    expect(component.shown).toMatchObject({ connection, readyState: ReadyState.OPEN })
    expect(server.opened).toBe(1)
  })

  it('calls an async url function once per attempt, with the attempt number and the last close', async () => {
    const server = await serve()
    const calls: Pick<AttemptContext, 'attempt' | 'lastClose'>[] = []
    const url = async ({ attempt, lastClose }: AttemptContext) => {
      calls.push({ attempt, lastClose })
      return server.url
    }
    const component = mount('useWebSocket', { url, options: options() })
    await waitFor(() => isOpen(component, server))
    server.cut()
    await waitFor(() => server.opened === 2)
    expect(calls).toMatchObject([
      { attempt: 0, lastClose: null },
      { attempt: 1, lastClose: { code: 1006 } },
    ])
  })

  it('shares a connection with a url function only under a key', async () => {
    const server = await serve()
    const url = () => server.url
    const apart = [1, 2].map(() => mount('useWebSocket', { url, options: options() }))
    await waitFor(() => server.opened === 2)
    expect(apart[0]!.shown.connection).not.toBe(apart[1]!.shown.connection)
    const together = [1, 2].map(() => mount('useWebSocket', { url, options: options({ key: 'one' }) }))
    await waitFor(() => together.every((component) => component.shown.readyState === ReadyState.OPEN))
    expect(together[0]!.shown.connection).toBe(together[1]!.shown.connection)
    expect(server.opened).toBe(3)
  })

  it('shows why a url function failed, and calls it again', async () => {
    const server = await serve()
    const url = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('no token')).mockResolvedValue(server.url)
    const component = mount('useWebSocket', { url, options: options({ reconnect: { delay: () => 40 } }) })
    await waitFor(() => component.shown.error?.code === 'url-failed')
    await waitFor(() => isOpen(component, server))
    expect(url).toHaveBeenCalledTimes(2)
  })
})

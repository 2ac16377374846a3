import { expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

const { UNINSTANTIATED, CONNECTING, OPEN, CLOSING, CLOSED } = ReadyState

everyAdapter(({ mount, serve, options }) => {
  it('is CONNECTING from the first render, then OPEN', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    expect(component.renders[0]).toMatchObject({ readyState: CONNECTING, data: undefined, error: null, attempt: 0 })
    await waitFor(() => component.shown.readyState === OPEN)
    expect(new Set(component.renders.map(({ readyState }) => readyState))).toEqual(new Set([CONNECTING, OPEN]))
    expect(component.shown).toMatchObject({ phase: 'open', lastClose: null, queued: 0 })
  })

  it.each([null, undefined, ''])('is UNINSTANTIATED with the url %j, and has no connection', async (url) => {
    const component = mount('useWebSocket', { url, options: options() })
    expect(component.shown).toMatchObject({ readyState: UNINSTANTIATED, phase: 'idle', connection: null })
    expect(component.shown.send('no url')).toBe('dropped')
  })

  it('is UNINSTANTIATED and does not dial while not enabled', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled: false }) })
    await pause(40)
    expect(component.renders.map(({ readyState }) => readyState)).toEqual([UNINSTANTIATED])
    expect(server.opened).toBe(0)
  })

  it('dials when it becomes enabled, and releases when it becomes disabled', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ enabled: false, lingerMs: 10 }) })
    await component.update({ options: options({ enabled: true, lingerMs: 10 }) })
    expect(component.shown.readyState).toBe(CONNECTING)
    await waitFor(() => component.shown.readyState === OPEN)
    await component.update({ options: options({ enabled: false, lingerMs: 10 }) })
    expect(component.shown.readyState).toBe(UNINSTANTIATED)
    await waitFor(() => server.alive === 0)
    expect(server.opened).toBe(1)
  })

  it('shows the latest message and its event', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    await waitFor(() => component.shown.readyState === OPEN && server.alive === 1)
    server.send('first')
    await waitFor(() => component.shown.data === 'first')
    expect(component.shown.lastMessage).toMatchObject({ type: 'message', data: 'first' })
    server.send('second', 'third')
    await waitFor(() => component.shown.data === 'third')
  })

  it('goes through waiting and CONNECTING to OPEN after the connection is cut', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ reconnect: { delay: () => 60 } }) })
    await waitFor(() => component.shown.readyState === OPEN && server.alive === 1)
    const cutAt = Date.now()
    server.cut()
    await waitFor(() => component.shown.phase === 'waiting')
    expect(component.shown).toMatchObject({ readyState: CLOSED, attempt: 1, lastClose: { code: 1006 } })
    expect(component.shown.retryAt! - cutAt).toBeGreaterThanOrEqual(60)
    await waitFor(() => component.shown.readyState === OPEN)
    expect(component.shown).toMatchObject({ retryAt: null, attempt: 1, lastClose: { code: 1006 } })
    expect(component.renders.some(({ phase }) => phase === 'connecting')).toBe(true)
  })

  it('shows the error of a failed dial until a dial succeeds', async () => {
    const server = await serve()
    await server.down()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    await waitFor(() => component.shown.error)
    expect(component.shown.error).toMatchObject({ name: 'ConnectionError', code: 'connect-failed' })
    await server.up()
    await waitFor(() => component.shown.readyState === OPEN)
    expect(component.shown.error).toBeNull()
    expect(component.shown.attempt).toBeGreaterThan(0)
  })

  it('stays CLOSED after a close code that forbids a retry', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    await waitFor(() => component.shown.readyState === OPEN && server.alive === 1)
    server.closeAll(1008, 'not you')
    await waitFor(() => component.shown.readyState === CLOSED)
    expect(component.shown).toMatchObject({ phase: 'closed', lastClose: { code: 1008, reason: 'not you' } })
    expect(component.shown.error).toMatchObject({ code: 'closed', fatal: true })
    await pause(40)
    expect(server.opened).toBe(1)
  })

  it('shows CLOSING, then CLOSED, after close()', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    await waitFor(() => component.shown.readyState === OPEN && server.alive === 1)
    component.shown.close(4000, 'enough')
    await waitFor(() => component.shown.readyState === CLOSED)
    expect(component.renders.map(({ readyState }) => readyState)).toContain(CLOSING)
    expect(component.shown.lastClose).toMatchObject({ code: 4000, reason: 'enough' })
  })

  it('shows an error for an invalid url, and does not throw', async () => {
    const component = mount('useWebSocket', { url: 'ftp://nowhere.test/secret', options: options() })
    await waitFor(() => component.shown.readyState === CLOSED)
    expect(component.shown.error).toMatchObject({ code: 'invalid-url', fatal: true })
    expect(component.shown.error?.message).not.toContain('secret')
  })

  it('shows the number of queued messages', async () => {
    const server = await serve()
    await server.down()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    component.shown.send('one')
    component.shown.send('two')
    await waitFor(() => component.shown.queued === 2)
    await server.up()
    await waitFor(() => component.shown.queued === 0)
  })
})

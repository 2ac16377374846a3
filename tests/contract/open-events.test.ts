import { expect, it, vi } from 'vitest'
import type { OpenInfo } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

/** An `onOpen` and what it was told. */
function recorder() {
  const infos: OpenInfo[] = []
  return { infos, onOpen: (_event: unknown, info: OpenInfo) => void infos.push(info) }
}

const FIRST = { isReconnect: false, isLateJoin: false }
const AGAIN = { isReconnect: true, isLateJoin: false }
const LATE = { isReconnect: false, isLateJoin: true }

everyAdapter(({ mount, serve, options, open }) => {
  it('tells the first open, and a reconnect as one', async () => {
    const { infos, onOpen } = recorder()
    const { server } = await open({ onOpen })
    expect(infos).toEqual([FIRST])
    server.cut()
    await waitFor(() => infos.length === 2)
    expect(infos).toEqual([FIRST, AGAIN])
  })

  it('gives the event that opened the socket', async () => {
    const onOpen = vi.fn()
    await open({ onOpen })
    expect(onOpen.mock.calls[0]![0]).toMatchObject({ type: 'open' })
  })

  it('tells one that joins late exactly once, and others nothing', async () => {
    const first = recorder()
    const late = recorder()
    const { server } = await open({ onOpen: first.onOpen })
    const component = mount('useWebSocket', { url: server.url, options: options({ onOpen: late.onOpen }) })
    expect(late.infos).toEqual([LATE])
    await component.update({ options: options({ onOpen: late.onOpen }) })
    await pause(20)
    expect([first.infos, late.infos]).toEqual([[FIRST], [LATE]])
  })

  it('tells one that joined late of the next open like everybody', async () => {
    const late = recorder()
    const { server } = await open()
    mount('useWebSocket', { url: server.url, options: options({ onOpen: late.onOpen }) })
    server.cut()
    await waitFor(() => late.infos.length === 2)
    expect(late.infos).toEqual([LATE, AGAIN])
  })

  it('tells one that joins while connecting when it opens, and not as late', async () => {
    const [first, second] = [recorder(), recorder()]
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ onOpen: first.onOpen }) })
    mount('useWebSocket', { url: server.url, options: options({ onOpen: second.onOpen }) })
    await waitFor(() => isOpen(component, server))
    expect([first.infos, second.infos]).toEqual([[FIRST], [FIRST]])
  })

  it('lets one that joins late subscribe at once', async () => {
    const { server } = await open()
    const component = mount('useWebSocket', {
      url: server.url,
      options: options({ onOpen: () => queueMicrotask(() => void component.shown.send('subscribe')) }),
    })
    await waitFor(() => server.received.length === 1)
    expect(server.received).toEqual(['subscribe'])
  })

  it('tells again after a remount on a socket that stayed open', async () => {
    const { infos, onOpen } = recorder()
    const { component } = await open({ onOpen })
    await component.remount()
    expect(infos).toEqual([FIRST, LATE])
  })

  it('tells once when it is switched off and on while the socket stays', async () => {
    const { infos, onOpen } = recorder()
    const { component } = await open({ onOpen })
    await component.update({ options: options({ onOpen, enabled: false }) })
    await component.update({ options: options({ onOpen, enabled: true }) })
    await pause(20)
    expect(infos).toEqual([FIRST])
  })

  it('tells each close with its code, paired with the opens', async () => {
    const log: string[] = []
    const { server } = await open({
      onOpen: () => void log.push('open'),
      onClose: ({ code, reason }) => void log.push(`close ${code} ${reason}`),
    })
    server.closeAll(4001, 'one')
    await waitFor(() => log.length === 3 && server.alive === 1)
    server.closeAll(1008, 'two')
    await waitFor(() => log.length === 4)
    expect(log).toEqual(['open', 'close 4001 one', 'open', 'close 1008 two'])
  })

  it('tells its own close', async () => {
    const onClose = vi.fn()
    const { component } = await open({ onClose })
    component.shown.close(4002, 'bye')
    await waitFor(() => onClose.mock.calls.length === 1)
    expect(onClose.mock.calls[0]![0]).toMatchObject({ code: 4002, reason: 'bye' })
  })

  it('tells each failed dial through onError, and no close', async () => {
    const [onError, onClose] = [vi.fn(), vi.fn()]
    const server = await serve()
    await server.down()
    mount('useWebSocket', { url: server.url, options: options({ onError, onClose }) })
    await waitFor(() => onError.mock.calls.length >= 2)
    for (const [error] of onError.mock.calls) expect(error).toMatchObject({ code: 'connect-failed' })
    expect(onClose).not.toHaveBeenCalled()
  })
})

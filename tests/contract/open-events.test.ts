import { expect, it, vi } from 'vitest'
import type { OpenInfo } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

/** An `onOpen` that records its infos. */
function recorder() {
  const infos: OpenInfo[] = []
  return { infos, onOpen: (_event: unknown, info: OpenInfo) => void infos.push(info) }
}

const FIRST = { isReconnect: false, isLateJoin: false }
const RECONNECT = { isReconnect: true, isLateJoin: false }
const LATE = { isReconnect: false, isLateJoin: true }

everyAdapter(({ mount, serve, options, open }) => {
  it('calls onOpen for the first open, and with isReconnect for a reconnect', async () => {
    const { infos, onOpen } = recorder()
    const { server } = await open({ onOpen })
    expect(infos).toEqual([FIRST])
    server.cut()
    await waitFor(() => infos.length === 2)
    expect(infos).toEqual([FIRST, RECONNECT])
  })

  it('passes the open event of the socket to onOpen', async () => {
    const onOpen = vi.fn()
    await open({ onOpen })
    expect(onOpen.mock.calls[0]![0]).toMatchObject({ type: 'open' })
  })

  it('calls onOpen exactly once for a late join, and not for the other components', async () => {
    const first = recorder()
    const late = recorder()
    const { server } = await open({ onOpen: first.onOpen })
    const component = mount('useWebSocket', { url: server.url, options: options({ onOpen: late.onOpen }) })
    expect(late.infos).toEqual([LATE])
    await component.update({ options: options({ onOpen: late.onOpen }) })
    await pause(20)
    expect([first.infos, late.infos]).toEqual([[FIRST], [LATE]])
  })

  it('calls onOpen with isReconnect for a reconnect after a late join', async () => {
    const late = recorder()
    const { server } = await open()
    mount('useWebSocket', { url: server.url, options: options({ onOpen: late.onOpen }) })
    server.cut()
    await waitFor(() => late.infos.length === 2)
    expect(late.infos).toEqual([LATE, RECONNECT])
  })

  it('calls onOpen without isLateJoin for a component that joins while connecting', async () => {
    const [first, second] = [recorder(), recorder()]
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ onOpen: first.onOpen }) })
    mount('useWebSocket', { url: server.url, options: options({ onOpen: second.onOpen }) })
    await waitFor(() => isOpen(component, server))
    expect([first.infos, second.infos]).toEqual([[FIRST], [FIRST]])
  })

  it('sends at once from the onOpen of a late join', async () => {
    const { server } = await open()
    const component = mount('useWebSocket', {
      url: server.url,
      options: options({ onOpen: () => queueMicrotask(() => void component.shown.send('subscribe')) }),
    })
    await waitFor(() => server.received.length === 1)
    expect(server.received).toEqual(['subscribe'])
  })

  it('calls onOpen again after a remount on a socket that stayed open', async () => {
    const { infos, onOpen } = recorder()
    const { component } = await open({ onOpen })
    await component.remount()
    expect(infos).toEqual([FIRST, LATE])
  })

  it('calls onOpen once when it is disabled and enabled again while the socket stays open', async () => {
    const { infos, onOpen } = recorder()
    const { component } = await open({ onOpen })
    await component.update({ options: options({ onOpen, enabled: false }) })
    await component.update({ options: options({ onOpen, enabled: true }) })
    await pause(20)
    expect(infos).toEqual([FIRST])
  })

  it('calls onClose with the code of each close, once per onOpen', async () => {
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

  it('calls onClose after its own close()', async () => {
    const onClose = vi.fn()
    const { component } = await open({ onClose })
    component.shown.close(4002, 'bye')
    await waitFor(() => onClose.mock.calls.length === 1)
    expect(onClose.mock.calls[0]![0]).toMatchObject({ code: 4002, reason: 'bye' })
  })

  it('calls onError for each failed dial, and does not call onClose', async () => {
    const [onError, onClose] = [vi.fn(), vi.fn()]
    const server = await serve()
    await server.down()
    mount('useWebSocket', { url: server.url, options: options({ onError, onClose }) })
    await waitFor(() => onError.mock.calls.length >= 2)
    for (const [error] of onError.mock.calls) expect(error).toMatchObject({ code: 'connect-failed' })
    expect(onClose).not.toHaveBeenCalled()
  })
})

import { expect, it, vi } from 'vitest'
import { collectUncaught } from '../support/uncaught'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

const isEven = (message: string) => Number(message) % 2 === 0

everyAdapter(({ mount, options, open }) => {
  it('shows only messages that pass the filter, and calls onMessage only for them', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open({ filter: isEven, onMessage, notify: 'sync' })
    server.send('1', '2', '3', '4', '5')
    await waitFor(() => component.shown.data === '4')
    expect(onMessage.mock.calls.map(([message]) => message)).toEqual(['2', '4'])
    expect(component.shown.lastMessage).toMatchObject({ data: '4' })
    for (const { data } of component.renders) expect([undefined, '2', '4']).toContain(data)
  })

  it('does not render for messages that do not pass the filter', async () => {
    const { server, component } = await open({ notify: 'sync' })
    const odd = mount('useWebSocket', {
      url: server.url,
      options: options({ filter: (message) => message === 'odd', notify: 'sync' }),
      fields: ['data'],
    })
    const before = odd.renders.length
    server.send(...Array.from({ length: 50 }, (_, i) => String(i)))
    await waitFor(() => component.shown.data === '49')
    expect(odd.renders.length).toBe(before)
    server.send('odd')
    await waitFor(() => odd.shown.data === 'odd')
  })

  it('shows the selected value as data, and leaves onMessage and lastMessage unchanged', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open({ select: (message) => message.length, onMessage })
    expect(component.shown.data).toBeUndefined()
    server.send('four')
    await waitFor(() => component.shown.data === 4)
    expect(onMessage.mock.calls[0]![0]).toBe('four')
    expect(component.shown.lastMessage).toMatchObject({ data: 'four' })
  })

  it('does not render while the selected value stays equal', async () => {
    const { server, component } = await open({ notify: 'sync' })
    const length = mount('useWebSocket', {
      url: server.url,
      options: options({ select: (message) => message.length, notify: 'sync' }),
      fields: ['data'],
    })
    server.send('aa')
    await waitFor(() => length.shown.data === 2)
    const before = length.renders.length
    server.send('bb', 'cc', 'dd')
    await waitFor(() => component.shown.data === 'dd')
    expect(length.renders.length).toBe(before)
  })

  it('calls select once per message, so data stays the same object and does not cause renders when other fields change', async () => {
    const { server, component } = await open({ notify: 'sync' })
    const selecting = mount('useWebSocket', {
      url: server.url,
      options: options({ select: (text) => ({ text }), notify: 'sync' }),
      fields: ['data'],
    })
    server.send('x')
    await waitFor(() => selecting.shown.data !== undefined)
    const { data } = selecting.shown
    const before = selecting.renders.length
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(component, server))
    await pause(20)
    expect(selecting.renders.length).toBe(before)
    await selecting.update({ fields: ['data', 'readyState'] })
    expect(selecting.shown.data).toBe(data)
  })

  it('keeps the previous data when select throws, updates all other fields, and reports the error once per message', async () => {
    const thrown = collectUncaught()
    const select = (message: string) => {
      if (message === 'bad') throw new Error('mistake in select')
      return `#${message}`
    }
    const { server, component } = await open({ select, notify: 'sync' })
    server.send('good', 'bad')
    await waitFor(() => component.shown.lastMessage?.data === 'bad')
    expect(component.shown.data).toBe('#good')
    const late = mount('useWebSocket', { url: server.url, options: options({ select, notify: 'sync' }) })
    await waitFor(() => late.shown.readyState === 1)
    expect(late.shown.data).toBeUndefined()
    server.cut()
    await waitFor(() => server.opened === 2 && isOpen(component, server) && isOpen(late, server))
    expect(thrown).toHaveLength(2)
    server.send('fine')
    await waitFor(() => component.shown.data === '#fine' && late.shown.data === '#fine')
  })

  it('calls select only for messages that pass the filter', async () => {
    const select = vi.fn((message: string) => `#${message}`)
    const { server, component } = await open({ filter: isEven, select, notify: 'sync' })
    server.send('1', '2', '3')
    await waitFor(() => component.shown.data === '#2')
    expect(new Set(select.mock.calls.map(([message]) => message))).toEqual(new Set(['2']))
  })

  it('filters separately for each component', async () => {
    const { server, component } = await open({ filter: isEven })
    const odd = mount('useWebSocket', { url: server.url, options: options({ filter: (message) => !isEven(message) }) })
    server.send('1', '2', '3')
    await waitFor(() => component.shown.data === '2' && odd.shown.data === '3')
  })

  it('shows the latest message to a late component only if it passes the filter', async () => {
    const { server, component } = await open()
    server.send('8')
    await waitFor(() => component.shown.data === '8')
    const even = mount('useWebSocket', { url: server.url, options: options({ filter: isEven }) })
    const odd = mount('useWebSocket', { url: server.url, options: options({ filter: (message) => !isEven(message) }) })
    expect([even.shown.data, odd.shown.data]).toEqual(['8', undefined])
  })

  it('shows the latest message that passes, and no message of an older socket, when it is enabled again', async () => {
    const { server, component } = await open({ notify: 'sync' })
    const propsWith = (enabled: boolean) => ({ options: options({ filter: isEven, enabled, notify: 'sync', lingerMs: 10 }) })
    const even = mount('useWebSocket', { url: server.url, ...propsWith(true) })
    server.send('2')
    await waitFor(() => even.shown.data === '2')
    await even.update(propsWith(false))
    server.send('4')
    await waitFor(() => component.shown.data === '4')
    await even.update(propsWith(true))
    await waitFor(() => even.shown.data === '4')
    await even.update(propsWith(false))
    component.unmount()
    await waitFor(() => component.shown.connection!.getSnapshot().phase === 'idle' && server.alive === 0)
    const before = even.renders.length
    await even.update(propsWith(true))
    await waitFor(() => server.opened === 2 && isOpen(even, server))
    expect(new Set(even.renders.slice(before).map(({ data }) => data))).toEqual(new Set([undefined]))
  })

  it('uses the latest filter', async () => {
    const { server, component } = await open({ filter: (message) => message.startsWith('a') })
    server.send('a1')
    await waitFor(() => component.shown.data === 'a1')
    await component.update({ options: options({ filter: (message) => message.startsWith('b') }) })
    server.send('b1', 'a2')
    await waitFor(() => component.shown.data === 'b1')
    server.send('a3', 'b2')
    await waitFor(() => component.shown.data === 'b2')
  })
})

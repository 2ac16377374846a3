import { expect, it, vi } from 'vitest'
import { waitFor } from '../support/wait-for'
import { everyAdapter } from './support/every-adapter'

const isEven = (message: string) => Number(message) % 2 === 0

everyAdapter(({ mount, options, open }) => {
  it('shows and tells only what passes the filter', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open({ filter: isEven, onMessage, notify: 'sync' })
    server.send('1', '2', '3', '4', '5')
    await waitFor(() => component.shown.data === '4')
    expect(onMessage.mock.calls.map(([message]) => message)).toEqual(['2', '4'])
    expect(component.shown.lastMessage).toMatchObject({ data: '4' })
    for (const { data } of component.renders) expect([undefined, '2', '4']).toContain(data)
  })

  it('does not render for what does not pass', async () => {
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

  it('selects what data is made of, and leaves onMessage and lastMessage as they are', async () => {
    const onMessage = vi.fn()
    const { server, component } = await open({ select: (message) => message.length, onMessage })
    expect(component.shown.data).toBeUndefined()
    server.send('four')
    await waitFor(() => component.shown.data === 4)
    expect(onMessage.mock.calls[0]![0]).toBe('four')
    expect(component.shown.lastMessage).toMatchObject({ data: 'four' })
  })

  it('does not render while the selection stays equal', async () => {
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

  it('selects only from what passes the filter', async () => {
    const select = vi.fn((message: string) => `#${message}`)
    const { server, component } = await open({ filter: isEven, select, notify: 'sync' })
    server.send('1', '2', '3')
    await waitFor(() => component.shown.data === '#2')
    expect(new Set(select.mock.calls.map(([message]) => message))).toEqual(new Set(['2']))
  })

  it('filters for each component apart', async () => {
    const { server, component } = await open({ filter: isEven })
    const odd = mount('useWebSocket', { url: server.url, options: options({ filter: (message) => !isEven(message) }) })
    server.send('1', '2', '3')
    await waitFor(() => component.shown.data === '2' && odd.shown.data === '3')
  })

  it('shows one that joins late the latest message only if it passes', async () => {
    const { server, component } = await open()
    server.send('8')
    await waitFor(() => component.shown.data === '8')
    const even = mount('useWebSocket', { url: server.url, options: options({ filter: isEven }) })
    const odd = mount('useWebSocket', { url: server.url, options: options({ filter: (message) => !isEven(message) }) })
    expect([even.shown.data, odd.shown.data]).toEqual(['8', undefined])
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

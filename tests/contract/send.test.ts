import { expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { pause, waitFor } from '../support/wait-for'
import { everyAdapter, isOpen } from './support/every-adapter'

everyAdapter(({ mount, serve, options, open }) => {
  it('sends on an open socket', async () => {
    const { server, component } = await open()
    expect(component.shown.send('hello')).toBe('sent')
    await waitFor(() => server.received.includes('hello'))
  })

  it('queues messages before the socket is open, and sends each once and in order', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options() })
    expect(['1', '2', '3'].map(component.shown.send)).toEqual(['queued', 'queued', 'queued'])
    await waitFor(() => server.received.length === 3)
    await pause(20)
    expect(server.received).toEqual(['1', '2', '3'])
  })

  it('queues while waiting to reconnect', async () => {
    const { server, component } = await open({ reconnect: { delay: () => 30 } })
    server.cut()
    await waitFor(() => component.shown.phase === 'waiting')
    expect(component.shown.send('meanwhile')).toBe('queued')
    await waitFor(() => server.received.includes('meanwhile'))
  })

  it('drops messages without a queue, after close(), and without a url', async () => {
    const server = await serve()
    const component = mount('useWebSocket', { url: server.url, options: options({ queue: false }) })
    expect(component.shown.send('early')).toBe('dropped')
    await waitFor(() => isOpen(component, server))
    component.shown.close()
    expect(component.shown.send('late')).toBe('dropped')
    await component.update({ url: null })
    expect(component.shown.send('no url')).toBe('dropped')
    await pause(20)
    expect(server.received).toEqual([])
  })

  it('never sends a message that was queued for one url to another url', async () => {
    const { server, component } = await open({ lingerMs: 0 })
    const room = await serve()
    await room.down()
    await component.update({ url: room.url })
    expect(component.shown.send('for the room')).toBe('queued')
    await component.update({ url: server.url })
    await waitFor(() => isOpen(component, server))
    await pause(20) // the linger ends
    await room.up()
    component.shown.send('for the server')
    await waitFor(() => server.received.length === 1)
    expect([server.received, room.received]).toEqual([['for the server'], []])
  })

  it('sends to the latest url through a stable send function', async () => {
    const { server, component } = await open()
    const { send } = component.shown
    const other = await serve()
    await component.update({ url: other.url })
    await waitFor(() => isOpen(component, other))
    expect(component.shown.send).toBe(send)
    send('to the other')
    await waitFor(() => other.received.length === 1)
    expect(server.received).toEqual([])
  })

  it('sends messages from onOpen before queued messages', async () => {
    const server = await serve()
    const component = mount('useWebSocket', {
      url: server.url,
      options: options({ onOpen: () => void component.shown.send('subscribe') }),
    })
    component.shown.send('queued')
    await waitFor(() => server.received.length === 2)
    expect(server.received).toEqual(['subscribe', 'queued'])
    expect(component.shown.readyState).toBe(ReadyState.OPEN)
  })
})

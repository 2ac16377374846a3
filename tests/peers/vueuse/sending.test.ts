import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { DroppedMessage } from 'websocket-store'
import { useWebSocket } from 'websocket-store/vue'
import { eventually, inScope, serve } from '../../support/vue-peers'

const SOON = { reconnect: { delay: () => 10 } }

// There, one buffer serves every url, outlives close(), has no bound, and is flushed before onConnected can send, so that
// authentication cannot go first.
describe('VU 5: what waits is bounded, stays with its url and comes after authentication', () => {
  it('sends nothing to room-b that was meant for room-a', async () => {
    const server = await serve({ refuse: ({ url }) => (url === '/room-a' ? 503 : undefined) })
    const room = ref('room-a')
    const { send, queued } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`))
    expect(send('for a')).toBe('queued')
    room.value = 'room-b'
    expect(queued.value).toBe(0)
    expect(send('for b')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['for b']))
  })

  it('forgets, and reports, what waits when it is closed', async () => {
    const server = await serve()
    const { send, close, open, connection, queued } = inScope(() => useWebSocket(server.url, SOON))
    const dropped: DroppedMessage[] = []
    connection.value?.on('drop', (each) => dropped.push(each))
    expect(send('before close')).toBe('queued')
    close()
    expect(dropped).toEqual([{ message: 'before close', reason: 'closed' }])
    expect(send('while closed')).toBe('dropped')
    expect(queued.value).toBe(0)

    open()
    send('after open')
    await eventually(() => expect(server.messages).toEqual(['after open']))
  })

  it('keeps within its bound and says which messages had no room', async () => {
    const server = await serve()
    const { send, connection } = inScope(() => useWebSocket(server.url, { queue: { maxMessages: 3 } }))
    const dropped: DroppedMessage[] = []
    connection.value?.on('drop', (each) => dropped.push(each))
    const results = ['1', '2', '3', '4', '5'].map(send)
    expect(results).toEqual(['queued', 'queued', 'queued', 'dropped', 'dropped'])
    expect(dropped.map(({ message, reason }) => `${String(message)} ${reason}`)).toEqual(['4 overflow', '5 overflow'])
    await eventually(() => expect(server.messages).toEqual(['1', '2', '3']))
  })

  it('is bounded without being asked to be', async () => {
    const server = await serve()
    const { send } = inScope(() => useWebSocket(server.url))
    const results = Array.from({ length: 1001 }, (_, index) => send(String(index)))
    expect(results.filter((result) => result === 'queued')).toHaveLength(1000)
    expect(results.at(-1)).toBe('dropped')
  })

  it('sends what onOpen and handshake send first, on every socket', async () => {
    const server = await serve()
    const { send, connection } = inScope(() => {
      const socket = useWebSocket(server.url, {
        ...SOON,
        handshake: ({ send: sendNow }) => sendNow('auth'),
        onOpen: () => void socket.send('subscribe'),
      })
      return socket
    })
    send('waited')
    await eventually(() => expect(server.messages).toEqual(['auth', 'subscribe', 'waited']))
    const lost = new Promise<void>((resolve) => void connection.value?.on('close', () => resolve()))
    server.terminateAll()
    await lost
    send('waited again')
    await eventually(() => expect(server.messages.slice(3)).toEqual(['auth', 'subscribe', 'waited again']))
  })
})

// There, send() returns true while the socket is closing, and the data is lost.
describe('VU 6: a message sent to a closing socket is not lost', () => {
  it('waits for the next socket when this one is closing under it', async () => {
    const server = await serve()
    const { send, readyState, connection } = inScope(() => useWebSocket(server.url, SOON))
    await eventually(() => expect(readyState.value).toBe(1))
    connection.value?.socket?.close()
    expect(connection.value?.socket?.readyState).toBe(2)
    expect(send('not lost')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['not lost']))
    expect(server.opened).toBe(2)
  })

  it('waits for the next socket when the last user left and a new one comes while it closes', async () => {
    const server = await serve()
    const options = { ...SOON, lingerMs: 0, closeTimeoutMs: 50 }
    const first = inScope(() => useWebSocket(server.url, options))
    await eventually(() => expect(first.readyState.value).toBe(1))
    server.silence() // so that closing takes a while
    const { connection } = first
    first.scope.stop()
    await eventually(() => expect(connection.value?.getSnapshot().readyState).toBe(2))

    const second = inScope(() => useWebSocket(server.url, options))
    expect(second.readyState.value).toBe(2)
    expect(second.send('not lost')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['not lost']))
    expect(server.opened).toBe(2)
  })

  it('says that it drops what is sent after an explicit close()', async () => {
    const server = await serve()
    const { send, close, readyState } = inScope(() => useWebSocket(server.url))
    await eventually(() => expect(readyState.value).toBe(1))
    close()
    expect(readyState.value).toBe(2)
    expect(send('too late')).toBe('dropped')
    await eventually(() => expect(readyState.value).toBe(3))
    expect(server.messages).toEqual([])
  })
})

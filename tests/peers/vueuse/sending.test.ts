import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import type { DroppedMessage } from 'websocket-store'
import { useWebSocket } from 'websocket-store/vue'
import { eventually, inScope, serve } from '../../support/vue-peers'

const SOON = { reconnect: { delay: () => 10 } }

// In VueUse, all urls share one buffer. It has no limit and is not cleared by close(). It is flushed before onConnected can
// send, so authentication cannot be the first message.
describe('VU 5: the send queue is limited, belongs to one url, and is flushed after authentication', () => {
  it('sends no message for room-a to room-b', async () => {
    const server = await serve({ refuse: ({ url }) => (url === '/room-a' ? 503 : undefined) })
    const room = ref('room-a')
    const { send, queued } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`))
    expect(send('for a')).toBe('queued')
    room.value = 'room-b'
    expect(queued.value).toBe(0)
    expect(send('for b')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['for b']))
  })

  it('drops queued messages on close(), and reports them', async () => {
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

  it('limits the queue to maxMessages, and reports the dropped messages', async () => {
    const server = await serve()
    const { send, connection } = inScope(() => useWebSocket(server.url, { queue: { maxMessages: 3 } }))
    const dropped: DroppedMessage[] = []
    connection.value?.on('drop', (each) => dropped.push(each))
    const results = ['1', '2', '3', '4', '5'].map(send)
    expect(results).toEqual(['queued', 'queued', 'queued', 'dropped', 'dropped'])
    expect(dropped.map(({ message, reason }) => `${String(message)} ${reason}`)).toEqual(['4 overflow', '5 overflow'])
    await eventually(() => expect(server.messages).toEqual(['1', '2', '3']))
  })

  it('limits the queue to 1,000 messages by default', async () => {
    const server = await serve()
    const { send } = inScope(() => useWebSocket(server.url))
    const results = Array.from({ length: 1001 }, (_, index) => send(String(index)))
    expect(results.filter((result) => result === 'queued')).toHaveLength(1000)
    expect(results.at(-1)).toBe('dropped')
  })

  it('sends the messages of handshake and onOpen first, on every socket', async () => {
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

// In VueUse, send() returns true while the socket is closing, and the data is lost.
describe('VU 6: a message sent to a closing socket is not lost', () => {
  it('queues a message for the next socket while this one is closing', async () => {
    const server = await serve()
    const { send, readyState, connection } = inScope(() => useWebSocket(server.url, SOON))
    await eventually(() => expect(readyState.value).toBe(1))
    connection.value?.socket?.close()
    expect(connection.value?.socket?.readyState).toBe(2)
    expect(send('not lost')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['not lost']))
    expect(server.opened).toBe(2)
  })

  it('queues a message of a component that joins while the socket of the previous one is closing', async () => {
    const server = await serve()
    const options = { ...SOON, lingerMs: 0, closeTimeoutMs: 50 }
    const first = inScope(() => useWebSocket(server.url, options))
    await eventually(() => expect(first.readyState.value).toBe(1))
    server.silence() // delays the close
    const { connection } = first
    first.scope.stop()
    await eventually(() => expect(connection.value?.getSnapshot().readyState).toBe(2))

    const second = inScope(() => useWebSocket(server.url, options))
    expect(second.readyState.value).toBe(2)
    expect(second.send('not lost')).toBe('queued')
    await eventually(() => expect(server.messages).toEqual(['not lost']))
    expect(server.opened).toBe(2)
  })

  it('drops messages after an explicit close(), and returns dropped', async () => {
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

import { describe, expect, it } from 'vitest'
import { ref } from 'vue'
import { useWebSocket } from 'websocket-store/compat/vueuse'
import { eventually, inScope, serve } from '../../support/vue-peers'

const SOON = { autoReconnect: { delay: 10 } }

describe('VU 5: the buffer is limited, belongs to one url, and is flushed after onConnected', () => {
  it('sends no message for room-a to room-b', async () => {
    const server = await serve({ refuse: ({ url }) => (url === '/room-a' ? 503 : undefined) })
    const room = ref('room-a')
    const { send } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`))
    send('for a')
    room.value = 'room-b'
    send('for b')
    await eventually(() => expect(server.messages).toEqual(['for b']))
  })

  it('keeps no message over close()', async () => {
    const server = await serve()
    const { send, close, open } = inScope(() => useWebSocket(server.url))
    send('before close')
    close()
    expect(send('while closed')).toBe(false)
    open()
    send('after open')
    await eventually(() => expect(server.messages).toEqual(['after open']))
  })

  it('takes close() before the first open() for nothing to do', async () => {
    const server = await serve()
    const { send, close, open } = inScope(() => useWebSocket(server.url, { immediate: false }))
    close()
    send('waits')
    open()
    await eventually(() => expect(server.messages).toEqual(['waits']))
  })

  it('holds at most 1000 messages', async () => {
    const server = await serve({ echo: false })
    const { send, status } = inScope(() => useWebSocket(server.url))
    for (let sent = 0; sent < 1001; sent++) send(String(sent))
    await eventually(() => expect(status.value).toBe('OPEN'))
    send('last')
    await eventually(() => expect(server.messages.at(-1)).toBe('last'))
    expect(server.messages).toHaveLength(1001)
    expect(server.messages).not.toContain('1000')
  })

  it('sends the messages of onConnected first, on every socket', async () => {
    const server = await serve()
    const { send, status } = inScope(() => {
      const socket = useWebSocket(server.url, { ...SOON, onConnected: () => void socket.send('auth') })
      return socket
    })
    send('waited')
    await eventually(() => expect(server.messages).toEqual(['auth', 'waited']))
    server.terminateAll()
    await eventually(() => expect(status.value).toBe('CLOSED'))
    send('waited again')
    await eventually(() => expect(server.messages.slice(2)).toEqual(['auth', 'waited again']))
  })
})

describe('VU 6: a message sent to a closing socket is not lost', () => {
  it('returns false, and sends the message on the next socket', async () => {
    const server = await serve()
    const { send, status, ws } = inScope(() => useWebSocket(server.url, SOON))
    await eventually(() => expect(status.value).toBe('OPEN'))
    ws.value!.close()
    expect(send('not lost')).toBe(false)
    await eventually(() => expect(server.messages).toEqual(['not lost']))
    expect(server.opened).toBe(2)
  })
})

it('sends a number as text, as a native socket does', async () => {
  const server = await serve()
  const { send, status } = inScope(() => useWebSocket(server.url))
  send(1 as unknown as string)
  await eventually(() => expect(status.value).toBe('OPEN'))
  send(2 as unknown as string)
  await eventually(() => expect(server.messages).toEqual(['1', '2']))
})

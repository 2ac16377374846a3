import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../src/core/vocabulary/errors'
import { createFakeConnection } from '../support/fake-connection'
import { json } from '../../src/core/codec/json'

const sendTimes = (fake: { connection: { send(message: string): string } }, ...messages: string[]) =>
  messages.map((message) => fake.connection.send(message))

describe('send()', () => {
  it('while open passes the message to the socket', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const bytes = new Uint8Array([1, 2])
    expect([fake.connection.send('text'), fake.connection.send(bytes)]).toEqual(['sent', 'sent'])
    expect(socket.sent).toEqual(['text', bytes])
  })

  it.each(['idle', 'connecting', 'waiting', 'suspended'])('while %s queues the message, and the next open sends it', (phase) => {
    const fake = createFakeConnection()
    if (phase !== 'idle') fake.connection.connect()
    if (phase === 'waiting') fake.socket.fail()
    if (phase === 'suspended') fake.host.signal('offline')
    expect(fake.phase).toBe(phase)
    expect(sendTimes(fake, 'a', 'b')).toEqual(['queued', 'queued'])
    expect(fake.connection.getSnapshot().queued).toBe(2)
    fake.connection.connect()
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['a', 'b'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('queues the message while the peer closes an open socket, because the socket would lose it', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    socket.close()
    expect(fake.phase).toBe('open')
    expect(fake.connection.send('a')).toBe('queued')
    socket.closeWith(1001)
    fake.advance(1000)
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['a'])
  })

  it('after disconnect(), a fatal close or dispose() drops the message and emits the drop', () => {
    const fakes = [createFakeConnection(), createFakeConnection(), createFakeConnection()] as const
    for (const fake of fakes) fake.open()
    fakes[0].connection.disconnect()
    fakes[1].socket.closeWith(1008)
    fakes[2].connection.dispose()
    for (const fake of fakes) {
      expect(fake.connection.send('a')).toBe('dropped')
      expect(fake.log.at(-1)).toBe('drop a closed')
    }
  })

  it('wraps an error of the codec, explains the fix, and queues nothing', () => {
    const fake = createFakeConnection<unknown, unknown>()
    for (const connect of [() => {}, () => fake.open()]) {
      connect()
      expect(() => fake.connection.send({ token: 'secret' })).toThrow(ConnectionError)
      expect(() => fake.connection.send({ token: 'secret' })).toThrow(/encoded.*codec/)
      expect(() => fake.connection.send({ token: 'secret' })).not.toThrow(/secret/)
    }
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', queued: 0 })
  })

  it('explains an error of the socket', () => {
    const fake = createFakeConnection()
    const cause = new Error('closed')
    fake.open().send = () => {
      throw cause
    }
    expect(() => fake.connection.send('a')).toThrow(expect.objectContaining({ code: 'encode-failed', cause }) as Error)
  })

  it('passes a DataView to the socket as the bytes that it shows', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.connection.send(new DataView(new Uint8Array([1, 2, 3, 4]).buffer, 1, 2))
    expect(socket.sent).toEqual([new Uint8Array([2, 3])])
  })

  it('encodes with the codec', () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    fake.connection.send({ queued: true })
    const socket = fake.open()
    fake.connection.send({ queued: false })
    expect(socket.sent).toEqual(['{"queued":true}', '{"queued":false}'])
  })
})

describe('the send queue', () => {
  it('is empty at first: clearQueue() drops nothing', () => {
    expect(createFakeConnection().connection.clearQueue()).toBe(0)
  })

  it('is not changed by renew() on an idle connection', async () => {
    const fake = createFakeConnection()
    sendTimes(fake, 'a')
    await fake.connection.renew()
    expect(fake.connection.queuedMessages).toEqual(['a'])
  })

  it('notifies subscribers when its length changes', () => {
    const fake = createFakeConnection({ notify: 'sync' })
    const counts: number[] = []
    fake.connection.subscribe(() => counts.push(fake.connection.getSnapshot().queued))
    sendTimes(fake, 'a', 'b')
    fake.open()
    expect(counts.slice(0, 2)).toEqual([1, 2])
    expect(counts.at(-1)).toBe(0)
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it.each([
    ['disconnect()', 'disconnect'],
    ['dispose()', 'dispose'],
  ] as const)('is dropped by %s, with an event for each message, and the snapshot shows it empty', (_, method) => {
    const fake = createFakeConnection()
    fake.connection.connect()
    sendTimes(fake, 'a', 'b')
    expect(fake.connection.getSnapshot().queued).toBe(2)
    fake.connection[method]()
    expect(fake.log).toEqual(['drop a closed', 'drop b closed'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('is dropped by a fatal close', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    socket.close()
    sendTimes(fake, 'a')
    socket.closeWith(1008)
    expect(fake.log).toEqual(['open', 'drop a closed', 'close 1008', 'error closed'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('is dropped after the last release and the linger', () => {
    const fake = createFakeConnection()
    const release = fake.connection.retain()
    sendTimes(fake, 'a')
    release()
    fake.advance(1000)
    expect(fake.log).toEqual(['drop a closed'])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'idle', queued: 0 })
  })

  it('is emptied by disconnect() while a socket without demand is closing', () => {
    const fake = createFakeConnection({ lingerMs: 0 })
    const release = fake.connection.retain()
    fake.socket.open()
    release()
    fake.advance(0)
    expect(sendTimes(fake, 'a')).toEqual(['queued'])
    fake.connection.disconnect()
    expect(fake.phase).toBe('closing')
    expect(fake.log).toEqual(['open', 'drop a closed'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('remains across reconnects and is sent once', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    sendTimes(fake, 'a')
    fake.socket.fail()
    fake.advance(1000)
    fake.socket.open()
    fake.connection.reconnect()
    fake.socket.open()
    expect(fake.sockets.map(({ sent }) => sent)).toEqual([[], ['a'], []])
  })

  it('drops a message that does not fit', () => {
    const fake = createFakeConnection({ queue: { maxMessages: 1 } })
    expect(sendTimes(fake, 'a', 'b')).toEqual(['queued', 'dropped'])
    expect(fake.log).toEqual(['drop b overflow'])
  })

  it('keeps the newest message with drop-oldest, even when messages are equal', () => {
    const fake = createFakeConnection({ queue: { maxMessages: 1, overflow: 'drop-oldest' } })
    expect(sendTimes(fake, 'a', 'b', 'b')).toEqual(['queued', 'queued', 'queued'])
    expect(fake.log).toEqual(['drop a overflow', 'drop b overflow'])
    expect(fake.open().sent).toEqual(['b'])
  })

  it('drops messages after their ttl', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 1000 } })
    sendTimes(fake, 'a')
    fake.advance(600)
    sendTimes(fake, 'b')
    fake.advance(400)
    expect(fake.open().sent).toEqual(['b'])
    expect(fake.log).toEqual(['drop a expired', 'open'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('shows its length when a send expires old messages and is dropped itself', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 1000, maxBytes: 2 } })
    sendTimes(fake, 'a')
    fake.advance(1000)
    expect(sendTimes(fake, 'too long')).toEqual(['dropped'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('drops all messages unless the socket is open when it is false', () => {
    const fake = createFakeConnection({ queue: false })
    expect(sendTimes(fake, 'a')).toEqual(['dropped'])
    expect(fake.log).toEqual(['drop a not-open'])
    fake.open()
    expect(sendTimes(fake, 'b')).toEqual(['sent'])
  })

  it('drops and reports a message that the socket refuses, and sends the others', () => {
    const fake = createFakeConnection()
    sendTimes(fake, 'a', 'bad', 'c')
    fake.connection.connect()
    const { socket } = fake
    const { send } = socket
    socket.send = (data: unknown) => {
      if (data === 'bad') throw new TypeError('refused')
      send(data as never)
    }
    socket.open()
    expect(socket.sent).toEqual(['a', 'c'])
    expect(fake.log).toEqual(['open', 'drop bad refused'])
    expect(fake.host.clock.reported).toHaveLength(1)
    expect(fake.connection.getSnapshot().queued).toBe(0)
  })

  it('does not grow when a listener sends on each drop', () => {
    const fake = createFakeConnection({ queue: { maxMessages: 1 } })
    let count = 0
    fake.connection.on('drop', () => {
      if (++count < 100) fake.connection.send('again')
    })
    sendTimes(fake, 'a', 'b')
    expect(count).toBe(100)
    expect(fake.connection.getSnapshot().queued).toBe(1)
  })
})

import { describe, expect, it } from 'vitest'
import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import type { ConnectionOptions } from '../../src/core/vocabulary/connection'
import type { Codec, WireData } from '../../src/core/vocabulary/wire'
import { createFakeConnection, URL_OF_TESTS } from '../support/fake-connection'
import { createFakeHost } from '../support/fake-host'

const bytesOf = (sent: readonly unknown[]) => sent.map((data) => [...new Uint8Array(data as ArrayBuffer)])

describe('binary data', () => {
  it('is sent with the bytes that send() received, when it waits for the open', () => {
    const fake = createFakeConnection()
    const bytes = new Uint8Array(2)
    for (const value of [1, 2]) {
      bytes[0] = value
      expect(fake.connection.send(bytes)).toBe('queued')
    }
    bytes[0] = 3
    expect(bytesOf(fake.open().sent)).toEqual([
      [1, 0],
      [2, 0],
    ])
  })

  it('is sent although its buffer was transferred while it waited', () => {
    const fake = createFakeConnection()
    const { buffer } = new Uint8Array([1, 2, 3])
    expect(fake.connection.send(buffer)).toBe('queued')
    structuredClone(buffer, { transfer: [buffer] })
    expect(bytesOf(fake.open().sent)).toEqual([[1, 2, 3]])
  })

  it('is sent with its original bytes after waiting for the high-water mark', () => {
    const fake = createFakeConnection({ queue: { highWaterMarkBytes: 1 } })
    const socket = fake.open()
    socket.bufferedAmount = 1
    const bytes = new Uint8Array([1])
    expect(fake.connection.send(bytes)).toBe('queued')
    bytes[0] = 2
    socket.bufferedAmount = 0
    fake.advance(25)
    expect(bytesOf(socket.sent)).toEqual([[1]])
  })

  it('is sent with its original bytes when the codec reuses one buffer', () => {
    const buffer = new Uint8Array(1)
    const codec: Codec<unknown, number> = {
      encode(value) {
        buffer[0] = value
        return buffer
      },
      decode: (data) => data,
    }
    const fake = createFakeConnection<unknown, number>({ codec })
    for (const value of [1, 2, 3]) fake.connection.send(value)
    expect(bytesOf(fake.open().sent)).toEqual([[1], [2], [3]])
  })

  it.each<[string, () => { data: WireData; memory: Uint8Array }]>([
    ['a view of a part of a buffer', () => withMemory((memory) => memory.subarray(1, 3))],
    ['a DataView', () => withMemory((memory) => new DataView(memory.buffer, 1, 2))],
    ['a view of wider numbers', () => withMemory((memory) => new Uint16Array(memory.buffer, 2, 1))],
    ['a Buffer', () => withMemory((memory) => Buffer.from(memory.buffer, 1, 2))],
    ['shared memory', () => withMemory((memory) => memory.buffer, new Uint8Array(new SharedArrayBuffer(2)))],
  ])('is copied while it waits, only its own bytes: %s', (_, make) => {
    const fake = createFakeConnection()
    const { data, memory } = make()
    const expected = ArrayBuffer.isView(data)
      ? [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]
      : [...memory]
    fake.connection.send(data)
    memory.fill(9)
    expect(bytesOf(fake.open().sent)).toEqual([expected])
  })

  it('is not copied when the socket is open, and a Blob is never copied', () => {
    const fake = createFakeConnection()
    const [blob, bytes] = [new Blob(['a']), new Uint8Array(1)]
    fake.connection.send(blob)
    const socket = fake.open()
    fake.connection.send(bytes)
    expect(socket.sent[0]).toBe(blob)
    expect(socket.sent[1]).toBe(bytes)
  })

  it('is the same object in `queuedMessages` and in `drop` events', () => {
    const fake = createFakeConnection()
    const bytes = new Uint8Array(1)
    const dropped: unknown[] = []
    fake.connection.on('drop', ({ message }) => dropped.push(message))
    fake.connection.send(bytes)
    expect(fake.connection.queuedMessages[0]).toBe(bytes)
    fake.connection.clearQueue()
    expect(dropped[0]).toBe(bytes)
  })
})

function withMemory(dataOf: (memory: Uint8Array) => WireData, memory: Uint8Array = new Uint8Array([1, 2, 3, 4])) {
  return { data: dataOf(memory), memory }
}

/** A connection without listeners, because listeners keep it in the registry. */
function createWithoutListeners(options: ConnectionOptions) {
  const host = createFakeHost()
  return { host, connection: createConnectionIn(host, new LiveOptions({ url: URL_OF_TESTS, options }, null, {})) }
}

describe('a message with a ttl', () => {
  it('expires on time and emits `drop`, without any other event', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 1000 }, notify: 'sync' })
    fake.connection.connect()
    fake.connection.send('a')
    fake.advance(400)
    fake.connection.send('b')
    const counts: number[] = []
    fake.connection.subscribe(() => counts.push(fake.connection.getSnapshot().queued))
    fake.advance(599)
    expect(fake.log).toEqual([])
    fake.advance(1)
    expect(fake.log).toEqual(['drop a expired'])
    fake.advance(400)
    expect(fake.log).toEqual(['drop a expired', 'drop b expired'])
    expect(counts).toEqual([1, 0])
  })

  it('is removed from the snapshot before its `drop` is emitted', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 1000 } })
    fake.connection.connect()
    const queued: number[] = []
    fake.connection.on('drop', () => queued.push(fake.connection.getSnapshot().queued))
    fake.connection.send('a')
    fake.advance(1000)
    expect(queued).toEqual([0])
  })

  it('expires after a sleep of the device, and after the wall clock was set back', () => {
    for (const disturb of ['sleep', 'shiftWall'] as const) {
      const fake = createFakeConnection({ queue: { ttlMs: 60_000 }, connectTimeoutMs: 600_000 })
      fake.connection.connect()
      fake.connection.send('a')
      fake.host.clock[disturb](disturb === 'sleep' ? 60_000 : -10_000)
      fake.advance(disturb === 'sleep' ? 5000 : 60_000)
      expect(fake.log).toEqual(['drop a expired'])
    }
  })

  it('uses one timer for all messages, and none when the queue is empty', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 1000 }, lifecycle: false })
    fake.connection.connect()
    const before = fake.host.clock.pendingTimers
    for (let i = 0; i < 100; i++) fake.connection.send(String(i))
    expect(fake.host.clock.pendingTimers).toBe(before + 1)
    fake.socket.open()
    const open = createFakeConnection({ queue: { ttlMs: 1000 }, lifecycle: false })
    open.open()
    expect(fake.host.clock.pendingTimers).toBe(open.host.clock.pendingTimers)
  })

  it('uses no timer without a ttl', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    const before = fake.host.clock.pendingTimers
    fake.connection.send('a')
    expect(fake.host.clock.pendingTimers).toBe(before)
  })

  it('leaves no timer after dispose() or the last release', () => {
    for (const end of ['dispose', 'release'] as const) {
      const fake = createFakeConnection({ queue: { ttlMs: 60_000 } })
      const release = fake.connection.retain()
      fake.connection.send('a')
      if (end === 'dispose') fake.connection.dispose()
      else release()
      fake.advance(1000)
      expect(fake.log).toEqual(['drop a closed'])
      expect(fake.host.clock.pendingTimers).toBe(0)
    }
  })

  it('uses a changed option at the next use of the queue', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 60_000, maxMessages: 1 } })
    fake.connection.connect()
    fake.connection.send('a')
    fake.connection.setOptions({ WebSocket: fake.network.WebSocket, queue: { ttlMs: 1000, maxMessages: 2 } })
    expect(fake.connection.send('b')).toBe('queued')
    fake.advance(1000)
    expect(fake.log).toEqual(['drop a expired', 'drop b expired'])
  })
})

describe('a message that is sent without demand', () => {
  it('waits for `lingerMs`, then is dropped as `closed`', () => {
    const fake = createFakeConnection({ lingerMs: 500 })
    fake.connection.send('a')
    fake.advance(499)
    expect(fake.connection.getSnapshot().queued).toBe(1)
    fake.advance(1)
    expect(fake.log).toEqual(['drop a closed'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
    expect(fake.open().sent).toEqual([])
  })

  it('waits as long as needed after a retain()', () => {
    const fake = createFakeConnection({ lingerMs: 500, connectTimeoutMs: 60_000 })
    fake.connection.send('a')
    fake.advance(499)
    fake.connection.retain()
    fake.advance(10_000)
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['a'])
    expect(fake.log).toEqual(['open'])
  })

  it('expires by its ttl when the ttl is shorter', () => {
    const fake = createFakeConnection({ queue: { ttlMs: 200 } })
    fake.connection.send('a')
    fake.advance(200)
    expect(fake.log).toEqual(['drop a expired'])
  })

  it('is dropped after `lingerMs` while a socket without demand is closing', () => {
    const fake = createFakeConnection({ lingerMs: 500, closeTimeoutMs: 60_000 })
    const release = fake.connection.retain()
    fake.socket.open()
    release()
    fake.advance(500)
    expect(fake.phase).toBe('closing')
    fake.connection.send('a')
    fake.advance(500)
    expect(fake.log).toEqual(['open', 'drop a closed'])
  })

  it('does not keep a shared connection in the registry after `lingerMs`', () => {
    const { host, connection } = createWithoutListeners({ lingerMs: 500 })
    connection.send('a')
    expect(host.activity).toEqual([true])
    host.clock.advance(500)
    expect(host.activity).toEqual([true, false])
    expect(host.clock.pendingTimers).toBe(0)
  })
})

describe('clearQueue()', () => {
  it('drops all queued messages as `cleared`, and returns their number', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    for (const message of ['a', 'b']) fake.connection.send(message)
    expect(fake.connection.clearQueue()).toBe(2)
    expect(fake.log).toEqual(['drop a cleared', 'drop b cleared'])
    expect(fake.connection.getSnapshot().queued).toBe(0)
    fake.socket.open()
    expect(fake.socket.sent).toEqual([])
    expect(fake.connection.clearQueue()).toBe(0)
  })

  it('drops only messages that match the predicate, and keeps the order and the size limit', () => {
    const fake = createFakeConnection({ queue: { maxBytes: 3 } })
    fake.connection.connect()
    for (const message of ['a', 'b', 'c']) fake.connection.send(message)
    expect(fake.connection.clearQueue((message) => message === 'b')).toBe(1)
    expect(['d', 'e'].map((message) => fake.connection.send(message))).toEqual(['queued', 'dropped'])
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['a', 'c', 'd'])
  })

  it('notifies subscribers', () => {
    const fake = createFakeConnection({ notify: 'sync' })
    fake.connection.send('a')
    const counts: number[] = []
    fake.connection.subscribe(() => counts.push(fake.connection.getSnapshot().queued))
    fake.connection.clearQueue()
    expect(counts).toEqual([0])
  })

  it('lets the registry remove an unused connection', () => {
    const { host, connection } = createWithoutListeners({})
    connection.send('a')
    connection.clearQueue()
    expect(host.activity).toEqual([true, false])
  })
})

describe('a connection that ends with messages above the high-water mark', () => {
  it('stops checking the buffer', () => {
    const fake = createFakeConnection({ queue: { highWaterMarkBytes: 1 } })
    fake.open().bufferedAmount = 1
    fake.connection.send('a')
    fake.connection.dispose()
    expect(fake.host.clock.pendingTimers).toBe(0)
  })
})

describe('the `drop` of queued messages when the connection ends', () => {
  it('is emitted after the snapshot has changed', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.connection.send('a')
    const seen: unknown[] = []
    fake.connection.on('drop', () => seen.push(fake.connection.getSnapshot()))
    fake.connection.disconnect()
    expect(seen).toMatchObject([{ phase: 'closed', queued: 0 }])
  })
})

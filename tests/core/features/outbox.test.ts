import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json } from '../../../src/core/codec/json'
import { outbox, type OutboxOptions } from '../../../src/core/features/outbox/outbox'
import { createFakeConnection } from '../../support/fake-connection'
import type { FakeSocket } from '../../support/fake-socket'

interface Order {
  readonly id: string
}
interface Ack {
  readonly acked?: string
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function create(more: Partial<OutboxOptions<Ack, Order>> = {}) {
  const fake = createFakeConnection<Ack, Order>({ codec: json<Ack, Order>() })
  return { fake, box: outbox(fake.connection, { id: ({ id }) => id, isAck: ({ acked }, id) => acked === id, ...more }) }
}

const order = (id: string): Order => ({ id })
const idsOf = (messages: readonly Order[]) => messages.map(({ id }) => id).join('')
const sent = ({ sent: frames }: FakeSocket) => idsOf(frames.map((data) => JSON.parse(data as string) as Order))
const ack = (socket: FakeSocket, id: string) => socket.message(JSON.stringify({ acked: id }))

describe('an outbox', () => {
  it('sends in order, and again on each open until the server acknowledges', () => {
    const { fake, box } = create()
    expect(box.send(order('a'))).toBe('queued')
    const first = fake.open()
    expect([box.send(order('b')), box.send(order('c'))]).toEqual(['sent', 'sent'])
    expect(sent(first)).toBe('abc')
    ack(first, 'b')
    expect(idsOf(box.pending)).toBe('ac')
    first.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket)).toBe('ac')
    ack(fake.socket, 'a')
    ack(fake.socket, 'c')
    ack(fake.socket, 'unknown')
    expect(box.pending).toEqual([])
  })

  it('sends before the send queue, and never uses it', () => {
    const { fake, box } = create()
    fake.connection.send(order('q'))
    box.send(order('a'))
    expect(fake.connection.getSnapshot().queued).toBe(1)
    expect(sent(fake.open())).toBe('aq')
  })

  it('drops a message above its limit, and accepts it when there is room', () => {
    const { fake, box } = create({ maxMessages: 1 })
    fake.open()
    expect([box.send(order('a')), box.send(order('b'))]).toEqual(['sent', 'dropped'])
    ack(fake.socket, 'a')
    expect(box.send(order('b'))).toBe('sent')
    expect(sent(fake.socket)).toBe('ab')
  })

  it('sends past a send queue that is congested', () => {
    const { fake, box } = create()
    fake.connection.setOptions({ ...fake.connection.options, queue: { highWaterMarkBytes: 10 } })
    fake.open().bufferedAmount = 10
    expect(fake.connection.send(order('q'))).toBe('queued')
    expect(box.send(order('a'))).toBe('sent')
    expect(sent(fake.socket)).toBe('a')
  })

  it('does not notify subscribers of a message that acknowledges nothing', () => {
    const { fake, box } = create()
    fake.open()
    box.send(order('a'))
    let changes = 0
    box.subscribe(() => void changes++)
    ack(fake.socket, 'unknown')
    expect(changes).toBe(0)
  })

  it('throws when a message cannot be encoded, and does not keep it', () => {
    const { fake, box } = create()
    fake.open()
    const cyclic: Record<string, unknown> = { id: 'a' }
    cyclic.self = cyclic
    expect(() => box.send(cyclic as never)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
    expect(box.pending).toEqual([])
  })

  it('drops only the message that cannot be encoded on open', () => {
    const { fake, box } = create()
    const cyclic: Record<string, unknown> = { id: 'b' }
    cyclic.self = cyclic
    box.send(order('a'))
    box.send(cyclic as never)
    box.send(order('c'))
    expect(sent(fake.open())).toBe('ac')
    expect(idsOf(box.pending)).toBe('ac')
    expect(() => vi.runAllTimers()).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  })

  it('notifies subscribers of each change, but not after dispose()', () => {
    const { fake, box } = create()
    const changes: string[] = []
    box.subscribe(() => void changes.push(idsOf(box.pending)))
    fake.open()
    box.send(order('a'))
    box.send(order('b'))
    ack(fake.socket, 'a')
    expect(changes).toEqual(['a', 'ab', 'b'])
    box.dispose()
    ack(fake.socket, 'b')
    expect(box.send(order('c'))).toBe('dropped')
    expect(changes).toHaveLength(3)
  })

  it('keeps a message for the next open while the peer closes, and emits no drop', () => {
    const { fake, box } = create()
    fake.open().close()
    expect(box.send(order('a'))).toBe('queued')
    fake.socket.closeWith(1001)
    fake.advance(1000)
    fake.socket.open()
    expect(sent(fake.socket)).toBe('a')
    expect(fake.log.filter((line) => line.startsWith('drop'))).toEqual([])
  })

  it('accepts an acknowledgement that arrives during send()', () => {
    const { fake, box } = create()
    const socket = fake.open()
    const changes: string[] = []
    box.subscribe(() => void changes.push(idsOf(box.pending)))
    const { send } = socket
    socket.send = (data: never) => {
      send(data)
      ack(socket, 'a')
    }
    expect(box.send(order('a'))).toBe('sent')
    expect([box.pending, changes]).toEqual([[], ['']])
  })

  it('throws for a message without an id, and does not keep it', () => {
    const { box } = create()
    expect(() => box.send(null as never)).toThrow(TypeError)
    expect(box.pending).toEqual([])
  })
})

describe('an outbox with a storage', () => {
  it('saves pending messages, and first sends those of an earlier page', async () => {
    let kept: readonly Order[] = [order('a'), order('b')]
    const storage = { load: () => kept, save: (messages: readonly Order[]) => void (kept = messages) }
    const { fake, box } = create({ storage })
    fake.open()
    expect(box.send(order('c'))).toBe('queued')
    expect(box.send(order('b'))).toBe('queued')
    expect(idsOf(kept)).toBe('ab')
    await vi.advanceTimersByTimeAsync(0)
    expect(sent(fake.socket)).toBe('abc')
    expect(idsOf(kept)).toBe('abc')
    ack(fake.socket, 'b')
    expect(idsOf(kept)).toBe('ac')
  })

  it('still sends when the storage fails, and reports the error', async () => {
    const storage = {
      load: () => Promise.reject(new Error('no storage')),
      save: () => undefined,
    }
    const { fake, box } = create({ storage })
    fake.open()
    box.send(order('a'))
    await Promise.resolve()
    await expect(vi.advanceTimersByTimeAsync(0)).rejects.toThrow('no storage')
    expect(sent(fake.socket)).toBe('a')
  })

  it('runs one save at a time, and saves the latest state last, even when the storage is slow', async () => {
    const disk: string[] = []
    const finish: (() => void)[] = []
    const storage = {
      load: () => [],
      save: (messages: readonly Order[]) =>
        new Promise<void>((resolve) => {
          finish.push(() => {
            disk.push(idsOf(messages))
            resolve()
          })
        }),
    }
    const { box } = create({ storage })
    await vi.advanceTimersByTimeAsync(0)
    for (const id of ['a', 'b', 'c']) box.send(order(id))
    expect(finish).toHaveLength(1)
    finish[0]!()
    await vi.advanceTimersByTimeAsync(0)
    finish[1]!()
    await vi.advanceTimersByTimeAsync(0)
    expect([disk, finish.length]).toEqual([['', 'abc'], 2])
  })

  it('continues to save after a failed save, and reports the error', async () => {
    const save = vi.fn(() => Promise.resolve()).mockRejectedValueOnce(new Error('disk full'))
    const { box } = create({ storage: { load: () => [], save } })
    await expect(vi.advanceTimersByTimeAsync(0)).rejects.toThrow('disk full')
    box.send(order('a'))
    expect(save).toHaveBeenLastCalledWith([order('a')])
  })

  it.each([null, undefined, 'text', { a: 1 }])('treats %j from the storage as empty', async (loaded) => {
    const { fake, box } = create({ storage: { load: () => loaded as never, save: () => {} } })
    fake.open()
    box.send(order('a'))
    await vi.advanceTimersByTimeAsync(0)
    expect([sent(fake.socket), fake.socket.sent.length]).toEqual(['a', 1])
  })

  it('saves each change at once when the storage is synchronous, because the page may end', async () => {
    const saves: string[] = []
    const { box } = create({ storage: { load: () => [], save: (messages) => void saves.push(idsOf(messages)) } })
    await vi.advanceTimersByTimeAsync(0)
    box.send(order('a'))
    box.send(order('b'))
    expect(saves).toEqual(['', 'a', 'ab'])
  })

  it('reports an error that a synchronous save throws, and continues', async () => {
    const save = vi.fn(() => {
      throw new Error('disk full')
    })
    const { fake, box } = create({ storage: { load: () => [], save } })
    fake.open()
    await expect(vi.advanceTimersByTimeAsync(0)).rejects.toThrow('disk full')
    expect(box.send(order('a'))).toBe('sent')
    expect(save).toHaveBeenCalledTimes(2)
  })

  it('neither sends nor saves when it was disposed before the storage has loaded', async () => {
    const save = vi.fn()
    const { fake, box } = create({ storage: { load: () => Promise.resolve([order('a')]), save } })
    fake.open()
    box.dispose()
    await vi.advanceTimersByTimeAsync(0)
    expect([fake.socket.sent, save.mock.calls, box.pending]).toEqual([[], [], []])
  })

  it('skips only the entry without an id, and reports it', async () => {
    let kept: readonly unknown[] = [null, order('k')]
    const storage = { load: () => kept as never, save: (messages: readonly Order[]) => void (kept = messages) }
    const { fake, box } = create({ storage })
    fake.open()
    box.send(order('a'))
    await expect(vi.advanceTimersByTimeAsync(0)).rejects.toThrow(TypeError)
    await vi.advanceTimersByTimeAsync(0)
    expect(sent(fake.socket)).toBe('ka')
    expect(kept).toEqual([order('k'), order('a')])
  })
})

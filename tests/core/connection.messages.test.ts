import { describe, expect, it } from 'vitest'
import { json } from '../../src/core/codec/json'
import { text } from '../../src/core/codec/codec'
import { createFakeConnection } from '../support/fake-connection'

describe('onMessage', () => {
  it('receives every message, decoded, with its event', () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    const received: unknown[] = []
    fake.connection.onMessage((message, event) => received.push([message, event.data]))
    const socket = fake.open()
    socket.message('{"a":1}')
    socket.message('{"a":1}')
    expect(received).toEqual([
      [{ a: 1 }, '{"a":1}'],
      [{ a: 1 }, '{"a":1}'],
    ])
  })

  it('receives every message of a burst in order, while the snapshot skips some', () => {
    const fake = createFakeConnection()
    const received: unknown[] = []
    let renders = 0
    fake.connection.onMessage((message) => received.push(message))
    const socket = fake.open()
    fake.connection.subscribe(() => void renders++)
    const sent = Array.from({ length: 10_000 }, (_, i) => `${i}`)
    for (const message of sent) socket.message(message)
    fake.advance(16)
    expect(received).toEqual(sent)
    expect(renders).toBeLessThanOrEqual(2)
    expect(fake.connection.getSnapshot().data).toBe('9999')
  })

  it('finds the message in the snapshot already, without snapshot subscribers', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const seen: unknown[] = []
    fake.connection.onMessage((message) => seen.push([message, fake.connection.getSnapshot().data]))
    socket.message('a')
    socket.message('b')
    expect(seen).toEqual([
      ['a', 'a'],
      ['b', 'b'],
    ])
  })

  it.each([null, false, 0, ''])('receives %j, which is a message like any other', (message) => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    const received: unknown[] = []
    fake.connection.onMessage((each) => received.push(each))
    const socket = fake.open()
    socket.message(JSON.stringify(message))
    fake.connection.send(message)
    expect([received, socket.sent]).toEqual([[message], [JSON.stringify(message)]])
  })

  it('receives no message before it subscribes or after it unsubscribes', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const received: unknown[] = []
    socket.message('before')
    const stop = fake.connection.onMessage((message) => received.push(message))
    socket.message('during')
    stop()
    stop()
    socket.message('after')
    expect(received).toEqual(['during'])
  })

  it('continues across sockets', () => {
    const fake = createFakeConnection()
    fake.open().message('a')
    fake.connection.reconnect()
    fake.socket.open()
    fake.socket.message('b')
    expect(fake.log).toEqual(['open', 'message a', 'close 1000', 'reopen', 'message b'])
  })

  it('reports a listener that throws, and still calls the others', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    const received: unknown[] = []
    fake.connection.onMessage(() => {
      throw new Error('mine')
    })
    fake.connection.onMessage((message) => received.push(message))
    socket.message('a')
    socket.message('b')
    expect(received).toEqual(['a', 'b'])
    expect(fake.host.clock.reported).toHaveLength(2)
    expect(fake.phase).toBe('open')
  })

  it('may disconnect: the other listeners get this message, and no later one', () => {
    const fake = createFakeConnection({ engine: 'ws' })
    const socket = fake.open()
    const received: unknown[] = []
    fake.connection.onMessage(() => fake.connection.disconnect())
    fake.connection.onMessage((message) => received.push(message))
    socket.message('a')
    socket.message('b')
    expect(received).toEqual(['a'])
  })

  it('receives binary frames as the codec decodes them', () => {
    const fake = createFakeConnection({ codec: text() })
    fake.open().message(new TextEncoder().encode('\u20ac').buffer)
    expect(fake.log).toEqual(['open', 'message \u20ac'])
  })
})

describe('a frame that cannot be decoded', () => {
  it('emits an error without the payload, and keeps the connection open', () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json() })
    const messages: string[] = []
    fake.connection.on('error', ({ message }) => messages.push(message))
    const socket = fake.open()
    socket.message('{"secret":')
    socket.message('{"fine":true}')
    expect(fake.log).toEqual(['open', 'error decode-failed', 'message {"fine":true}'])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'open', error: null, data: { fine: true } })
    expect(messages[0]).not.toContain('secret')
  })
})

describe('on()', () => {
  it('emits open with its event and with isReconnect', () => {
    const fake = createFakeConnection()
    const opens: unknown[] = []
    fake.connection.on('open', (event, info) => opens.push([event.type, info.isReconnect]))
    fake.open()
    fake.connection.reconnect()
    fake.socket.open()
    expect(opens).toEqual([
      ['open', false],
      ['open', true],
    ])
  })

  it('emits close with its event if there is one', () => {
    const fake = createFakeConnection()
    const closes: unknown[] = []
    fake.connection.on('close', (close, event) => closes.push([close.code, close.reason, event?.type]))
    fake.open().closeWith(1001, 'going')
    fake.connection.connect()
    fake.socket.open()
    fake.connection.reconnect()
    expect(closes).toEqual([
      [1001, 'going', 'close'],
      [1000, '', undefined],
    ])
  })

  it('emits every change of phase, with the new and the previous snapshot', () => {
    const fake = createFakeConnection()
    const changes: string[] = []
    fake.connection.on('state', (next, previous) => changes.push(`${previous.phase} > ${next.phase}`))
    fake.open().closeWith(1006)
    fake.connection.disconnect()
    expect(changes).toEqual([
      'idle > resolving',
      'resolving > connecting',
      'connecting > open',
      'open > waiting',
      'waiting > closed',
    ])
  })

  it('emits state before open, and both see the new snapshot', () => {
    const fake = createFakeConnection()
    const order: string[] = []
    fake.connection.on('open', () => order.push(`open ${fake.phase}`))
    fake.connection.on('state', () => order.push(`state ${fake.phase}`))
    fake.connection.subscribe(() => order.push(`snapshot ${fake.phase}`))
    fake.connection.connect()
    order.length = 0
    fake.socket.open()
    expect(order).toEqual(['state open', 'open open', 'snapshot open'])
  })

  it('isolates listeners that throw', () => {
    const fake = createFakeConnection()
    const fail = () => {
      throw new Error('mine')
    }
    for (const type of ['open', 'close', 'error', 'state', 'drop'] as const) fake.connection.on(type, fail)
    fake.connection.subscribe(fail)
    fake.open()
    expect(fake.phase).toBe('open')
    fake.socket.closeWith(1008)
    fake.connection.send('a')
    expect(fake.phase).toBe('closed')
    expect(fake.host.clock.reported.length).toBeGreaterThan(4)
  })

  it('runs calls of listeners after the current event', () => {
    const fake = createFakeConnection()
    const seen: string[] = []
    fake.connection.on('open', () => {
      fake.connection.disconnect()
      seen.push(fake.phase)
    })
    fake.connection.on('open', () => seen.push(fake.phase))
    fake.open()
    expect(seen).toEqual(['open', 'open'])
    expect(fake.phase).toBe('closing')
  })
})

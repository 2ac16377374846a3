import { describe, expect, it, vi } from 'vitest'
import { batch, type Codec } from 'websocket-store'
import { createFakeConnection } from '../support/fake-connection'

/** Lines of text: several messages in a frame, and half a message at the end of one. */
function lines(): Codec<string, string> {
  let rest = ''
  return {
    encode: (message) => batch([`${message.length}`, message]),
    decode(data) {
      const [last, ...whole] = (rest + String(data)).split('\n').reverse()
      rest = last!
      return batch(whole.reverse())
    },
  }
}

/** Numbers its frames. */
function counting(): Codec<string, string> {
  let count = 0
  return { encode: (message) => `${++count} ${message}`, decode: (data) => data as string }
}

describe('a codec that returns batch()', () => {
  it('delivers each message of a frame, in order, and none for an empty batch', () => {
    const fake = createFakeConnection<string, string>({ codec: lines() })
    const socket = fake.open()
    socket.message('a\nb\nhal')
    socket.message('f')
    expect(fake.log).toEqual(['open', 'message a', 'message b'])
    expect(fake.connection.getSnapshot().data).toBe('b')
    socket.message('\n')
    expect(fake.log.slice(3)).toEqual(['message half'])
  })

  it('delivers no more messages of a frame after a listener has disconnected', () => {
    const fake = createFakeConnection<string, string>({ codec: lines() })
    fake.connection.onMessage(() => fake.connection.disconnect())
    fake.open().message('a\nb\n')
    expect(fake.log).toEqual(['open', 'message a'])
  })

  it('sends each frame of a message in order, at once and from the queue', () => {
    const fake = createFakeConnection<string, string>({ codec: lines() })
    expect(fake.connection.send('early')).toBe('queued')
    const socket = fake.open()
    fake.connection.send('later!')
    expect(socket.sent).toEqual(['5', 'early', '6', 'later!'])
  })

  it('counts all frames of a message for the limit of the queue, and copies their bytes', () => {
    const bytes = new Uint8Array([1, 2, 3])
    const encode = () => batch([bytes, bytes])
    const fake = createFakeConnection<unknown, string>({ codec: { encode, decode: (data) => data }, queue: { maxBytes: 8 } })
    expect([fake.connection.send('a'), fake.connection.send('b')]).toEqual(['queued', 'dropped'])
    bytes[0] = 9
    expect(fake.open().sent).toEqual([new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 3])])
  })

  it('removes pongs from a batch', () => {
    const fake = createFakeConnection<string, string>({ codec: lines(), heartbeat: { isPong: (message) => message === 'pong' } })
    fake.open().message('a\npong\nb\n')
    expect(fake.log).toEqual(['open', 'message a', 'message b'])
  })

  it('refuses a promise in a batch', () => {
    const decode = () => batch([Promise.resolve('late')]) as never
    const fake = createFakeConnection<string, string>({ codec: { encode: (message) => message, decode } })
    fake.open().message('a')
    expect(fake.log).toEqual(['open', 'error decode-failed'])
  })
})

describe('a codec function', () => {
  it('makes one codec for each socket: half a message of a lost socket is forgotten', () => {
    const codec = vi.fn(lines)
    const fake = createFakeConnection<string, string>({ codec })
    fake.open().message('ha')
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.socket.message('a\n')
    expect(fake.log.at(-1)).toBe('message a')
    expect(codec).toHaveBeenCalledTimes(2)
  })

  it('encodes what waited when it is sent: the state of the codec follows the wire', () => {
    const fake = createFakeConnection<string, string>({ codec: counting })
    fake.connection.send('queued 1')
    fake.connection.send('queued 2')
    fake.connection.on('open', () => void fake.connection.send('first'))
    expect(fake.open().sent).toEqual(['1 first', '2 queued 1', '3 queued 2'])
  })

  it('keeps its codec while a component passes a new function on each render', () => {
    const fake = createFakeConnection<string, string>({ codec: () => counting() })
    const socket = fake.open()
    fake.connection.send('a')
    fake.connection.setOptions({ codec: () => counting(), WebSocket: fake.network.WebSocket })
    fake.connection.send('b')
    expect(socket.sent).toEqual(['1 a', '2 b'])
  })

  it('that is new takes effect with the next socket', () => {
    const fake = createFakeConnection<string, string>({ codec: counting })
    fake.open()
    fake.connection.send('first')
    const { WebSocket } = fake.network
    fake.connection.setOptions({ WebSocket, codec: () => ({ encode: (message) => `new ${message}`, decode: String }) })
    fake.connection.send('a')
    fake.socket.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.connection.send('b')
    expect(fake.sockets.map(({ sent }) => sent)).toEqual([['1 first', '2 a'], ['new b']])
  })

  it('throws `encode-failed` at once for a message that it cannot encode, also before the open', () => {
    const encode = () => {
      throw new TypeError('no')
    }
    const fake = createFakeConnection<string, string>({ codec: () => ({ encode, decode: String }) })
    expect(() => fake.connection.send('a')).toThrow(expect.objectContaining({ code: 'encode-failed' }))
    fake.open()
    expect(() => fake.connection.send('a')).toThrow(expect.objectContaining({ code: 'encode-failed' }))
    expect(fake.log).toEqual(['open'])
  })

  it('that throws is a failure to encode or decode, with its error as the cause', () => {
    const mistake = new Error('no codec')
    const codec = () => {
      throw mistake
    }
    const fake = createFakeConnection<string, string>({ codec })
    const causes: unknown[] = []
    fake.connection.on('error', ({ cause }) => causes.push(cause))
    fake.open().message('a')
    expect(() => fake.connection.send('a')).toThrow(expect.objectContaining({ code: 'encode-failed', cause: mistake }))
    expect([fake.log, causes]).toEqual([['open', 'error decode-failed'], [mistake]])
  })

  it('copies bytes that wait', () => {
    const codec = () => ({ encode: (message: Uint8Array) => message, decode: (data: unknown) => data })
    const fake = createFakeConnection<unknown, Uint8Array>({ codec })
    const message = new Uint8Array([1])
    fake.connection.send(message)
    message[0] = 2
    expect(fake.open().sent).toEqual([new Uint8Array([1])])
  })
})

import { describe, expect, it } from 'vitest'
import type { FarewellIO } from '../../src/core/vocabulary/options'
import { collectUncaught } from '../support/uncaught'
import { createFakeConnection, settled, type FakeConnectionOptions } from '../support/fake-connection'

const farewell = (send: (message: string) => void) => send('DISCONNECT')
const start = (options: FakeConnectionOptions<string, string> = {}) => createFakeConnection<string, string>({ farewell, ...options })

describe('the farewell option', () => {
  it.each<[string, (fake: ReturnType<typeof start>) => void]>([
    ['after disconnect()', ({ connection }) => connection.disconnect(3000, 'bye')],
    ['when reconnect() replaces the socket', ({ connection }) => connection.reconnect()],
    ['after dispose()', ({ connection }) => connection.dispose()],
    ['when the page goes to the back-forward cache', ({ host }) => host.signal('frozen')],
  ])('sends its messages before the close %s', (_, end) => {
    const fake = start()
    const socket = fake.open()
    end(fake)
    expect(socket.sent).toEqual(['DISCONNECT'])
    expect(socket.closeCalls).toHaveLength(1)
  })

  it('sends its messages when the linger is over, and not when a component mounts again before that', () => {
    const fake = start()
    const release = fake.connection.retain()
    fake.socket.open()
    release()
    fake.advance(999)
    const again = fake.connection.retain()
    again()
    expect(fake.socket.sent).toEqual([])
    fake.advance(1000)
    expect([fake.phase, fake.socket.sent]).toEqual(['closing', ['DISCONNECT']])
  })

  it.each<[string, (fake: ReturnType<typeof start>) => void]>([
    ['the server closes', ({ socket }) => socket.closeWith(1001)],
    ['the server is silent', ({ advance }) => advance(60_000)],
  ])('does not run when %s', (_, end) => {
    let runs = 0
    const fake = start({ farewell: () => void runs++, heartbeat: {} })
    fake.open()
    end(fake)
    expect(runs).toBe(0)
  })

  it('does not run on a socket that never became usable', async () => {
    let runs = 0
    const fake = start({ farewell: () => void runs++, handshake: () => new Promise(() => {}) })
    fake.connection.connect()
    fake.connection.reconnect()
    fake.socket.open()
    await settled()
    fake.connection.disconnect()
    expect([fake.phase, runs]).toEqual(['closed', 0])
  })

  it('runs once for each socket', () => {
    const fake = start()
    const socket = fake.open()
    fake.connection.disconnect()
    fake.connection.dispose()
    expect(socket.sent).toEqual(['DISCONNECT'])
  })

  it('that throws is reported, and the socket is closed all the same', () => {
    const thrown = collectUncaught()
    const fake = start({
      farewell() {
        throw new Error('mistake')
      },
    })
    const socket = fake.open()
    fake.connection.disconnect()
    expect(socket.closeCalls.map(([code]) => code)).toEqual([1000])
    expect([...fake.host.clock.reported, ...thrown]).toHaveLength(1)
  })
})

it('decodes nothing more while the socket closes after a handshake, without a farewell', async () => {
  const decoded: unknown[] = []
  const codec = { encode: (message: string) => message, decode: (data: unknown) => (decoded.push(data), data as string) }
  // This engine still delivers after close().
  const fake = createFakeConnection<string, string>({ engine: 'ws', codec, handshake: () => {} })
  fake.connection.connect()
  fake.socket.open()
  await settled()
  fake.socket.message('open')
  fake.connection.disconnect()
  fake.socket.message('closing')
  expect([fake.phase, decoded]).toEqual(['closing', ['open']])
})

describe('a farewell that returns a promise', () => {
  const receipt = async (send: (message: string) => void, { receive }: FarewellIO<string>) => {
    send('DISCONNECT')
    await receive((message) => message === 'RECEIPT')
  }

  it('delays the close until it is done', async () => {
    const fake = start({ farewell: receipt })
    const socket = fake.open()
    fake.connection.disconnect(3000, 'bye')
    socket.message('tick')
    await settled()
    expect([socket.sent, socket.closeCalls]).toEqual([['DISCONNECT'], []])
    socket.message('RECEIPT')
    await settled()
    expect(socket.closeCalls).toEqual([[3000, 'bye']])
    expect(fake.log).toEqual(['open'])
  })

  it('delays the close by closeTimeoutMs at most', async () => {
    const fake = start({ farewell: receipt, closeTimeoutMs: 500 })
    const socket = fake.open()
    fake.connection.disconnect()
    fake.advance(499)
    expect([fake.phase, socket.closeCalls]).toEqual(['closing', []])
    fake.advance(1)
    expect(fake.phase).toBe('closed')
    expect(socket.closeCalls).toHaveLength(1)
    await settled() // an unhandled rejection would fail this test
  })

  it.each<[string, (fake: ReturnType<typeof start>) => void]>([
    ['dispose()', ({ connection }) => connection.dispose()],
    ['reconnect()', ({ connection }) => connection.reconnect()],
    ['a close that took too long', ({ connection, advance }) => void [connection.disconnect(), advance(5000)]],
  ])('rejects quietly in receive() when %s ends the socket', async (_, end) => {
    const causes: unknown[] = []
    const fake = start({
      farewell: (send, io) =>
        receipt(send, io).catch((error: unknown) => {
          causes.push(error)
          throw error
        }),
    })
    fake.open()
    end(fake)
    await settled() // an unhandled rejection would fail this test
    expect(causes).toMatchObject([{ code: 'socket-lost' }])
    expect(fake.host.clock.reported).toEqual([])
  })

  it('changes nothing when it is done after the socket was abandoned', async () => {
    let finish = () => {}
    const fake = start({ farewell: () => new Promise((resolve) => (finish = resolve)), closeTimeoutMs: 500 })
    const socket = fake.open()
    fake.connection.disconnect()
    fake.advance(500)
    finish()
    await settled()
    expect([fake.phase, socket.closeCalls.length]).toEqual(['closed', 1])
    expect(fake.host.clock.reported).toEqual([])
  })

  it('closes the socket when it rejects', async () => {
    const fake = start({ farewell: () => Promise.reject(new Error('mistake')) })
    const socket = fake.open()
    fake.connection.disconnect()
    await settled()
    expect(socket.closeCalls.map(([code]) => code)).toEqual([1000])
    expect(fake.host.clock.reported).toHaveLength(1)
  })
})

import { describe, expect, it } from 'vitest'
import { createFakeConnection, settled } from '../support/fake-connection'
import type { CloseInfo } from '../../src/core/vocabulary/wire'

type Fake = ReturnType<typeof createFakeConnection>

/** Opens a connection whose sockets can be terminated, as those of `ws`, and counts that. */
function open(options: Parameters<typeof createFakeConnection>[0] = {}) {
  const fake = createFakeConnection({ lingerMs: 100, closeTimeoutMs: 200, ...options })
  const socket = Object.assign(fake.open(), { terminated: 0 })
  Object.assign(socket, { terminate: () => void socket.terminated++ })
  return { fake, socket }
}

describe('a socket that is abandoned', () => {
  it.each<[string, (fake: Fake) => void]>([
    ['reconnect()', ({ connection }) => connection.reconnect()],
    ['dispose()', ({ connection }) => connection.dispose()],
    ['a page that is frozen', ({ host }) => host.signal('frozen')],
  ])('is closed without a code and not terminated after %s, because the peer may answer', (_, end) => {
    const { fake, socket } = open()
    end(fake)
    expect([socket.closeCalls, socket.terminated]).toEqual([[[undefined, undefined]], 0])
  })

  it.each<[string, object, (fake: Fake) => void]>([
    ['the server does not answer a ping', { heartbeat: { intervalMs: 50, timeoutMs: 50 } }, ({ advance }) => advance(100)],
    ['the server does not answer the close', {}, ({ connection, advance }) => void [connection.disconnect(), advance(200)]],
  ])('is terminated when %s in time', (_, options, end) => {
    const { fake, socket } = open(options)
    end(fake)
    expect(socket.terminated).toBe(1)
  })

  it('is closed with the code and the reason of disconnect() when it still opens', () => {
    const fake = createFakeConnection()
    fake.connection.connect()
    fake.connection.disconnect(3000, 'bye')
    expect(fake.socket.closeCalls).toEqual([[3000, 'bye']])
  })
})

describe('the `close` event', () => {
  it.each<[string, (fake: Fake) => void, object | null]>([
    ['the server closes', ({ socket }) => socket.closeWith(1001), { type: 'close', code: 1001 }],
    ['reconnect() abandons the socket', ({ connection }) => connection.reconnect(), null],
    ['the close takes too long', ({ connection, advance }) => void [connection.disconnect(), advance(200)], null],
  ])('has the event of the socket, if there is one, when %s', (_, end, expected) => {
    const { fake } = open()
    const calls: [CloseInfo, unknown][] = []
    fake.connection.on('close', (info, event) => void calls.push([info, event]))
    end(fake)
    expect(calls).toHaveLength(1)
    if (expected) expect(calls[0]![1]).toMatchObject(expected)
    else expect(calls[0]![1]).toBeNull()
  })
})

describe('a socket that is closing without an event', () => {
  it('is replaced closeTimeoutMs after a send has noticed it', () => {
    const { fake, socket } = open()
    socket.close()
    fake.advance(60_000)
    expect(fake.phase).toBe('open')
    expect(fake.connection.send('a')).toBe('queued')
    fake.advance(199)
    fake.connection.send('b')
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('waiting')
    fake.advance(1000)
    fake.socket.open()
    expect(fake.socket.sent).toEqual(['a', 'b'])
  })

  it('changes nothing for a message that is sent while the connection closes or is at rest', () => {
    const { fake } = open()
    fake.connection.disconnect()
    expect(fake.connection.send('a')).toBe('dropped')
    expect(fake.phase).toBe('closing')
    const idle = createFakeConnection()
    expect([idle.connection.send('a'), idle.phase]).toEqual(['queued', 'idle'])
  })
})

describe('a url function', () => {
  it('gets a signal that aborts with the reason when its attempt is abandoned', async () => {
    const signals: AbortSignal[] = []
    const fake = createFakeConnection({
      url: ({ signal }) => {
        signals.push(signal as AbortSignal)
        return new Promise<string>(() => {})
      },
    })
    fake.connection.connect()
    await settled()
    expect([fake.phase, fake.connection.bufferedAmount, fake.connection.socket]).toEqual(['resolving', 0, null])
    expect(signals[0]!.aborted).toBe(false)
    fake.connection.disconnect()
    expect(signals[0]).toMatchObject({ aborted: true, reason: { code: 'connect-failed' } })
  })
})

describe('a function of the heartbeat', () => {
  it('that answers pings of the server does not answer other messages, and nothing is reported', () => {
    const { fake, socket } = open({ heartbeat: { reply: (message) => (message === 'PING' ? 'PONG' : undefined) } })
    socket.message('PING')
    socket.message('other')
    expect([socket.sent, fake.log.slice(1), fake.host.clock.reported]).toEqual([['PONG'], ['message other'], []])
  })

  it('that gives no ping causes none, and nothing is reported', () => {
    const { fake, socket } = open({ heartbeat: { intervalMs: 50, timeoutMs: 50, message: () => null as never } })
    fake.advance(1000)
    expect([fake.phase, socket.sent, fake.host.clock.reported]).toEqual(['open', [], []])
  })

  it.each([null, ''])('that throws leaves a heartbeat with the message %j listening, with the default times', (message) => {
    let isBroken = true
    const intervalMs = () => {
      if (isBroken) throw new Error('mistake')
      return 50
    }
    const { fake, socket } = open({ heartbeat: { intervalMs, message } })
    isBroken = false
    fake.advance(34_999)
    expect([fake.phase, socket.sent]).toEqual(['open', []])
    fake.advance(1)
    expect(fake.connection.getSnapshot().error).toMatchObject({ code: 'heartbeat-timeout' })
    expect(fake.host.clock.reported).toHaveLength(1)
  })
})

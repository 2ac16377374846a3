import { describe, expect, it } from 'vitest'
import { json } from '../../src/core/codec/json'
import { createFakeConnection, type FakeConnectionOptions } from '../support/fake-connection'

const HEARTBEAT = { intervalMs: 20_000, timeoutMs: 10_000 }

function open(options: FakeConnectionOptions<unknown, unknown> = {}) {
  const fake = createFakeConnection<unknown, unknown>({ heartbeat: HEARTBEAT, ...options })
  return Object.assign(fake, { first: fake.open() })
}

describe('the heartbeat', () => {
  it.each([
    ['with reconnect: false closes the connection', 'closed', { reconnect: false }],
    ['while offline waits for the network', 'suspended', {}],
  ] as const)('that gives up %s', (_, phase, options) => {
    const fake = open(options)
    if (phase === 'suspended') fake.host.signal('offline')
    fake.advance(60_000)
    expect(fake.connection.getSnapshot()).toMatchObject({ phase, error: { code: 'heartbeat-timeout' } })
    expect(fake.sockets).toHaveLength(1)
  })

  it('skips a ping whose function returns nothing to send', () => {
    let calls = 0
    const fake = open({ heartbeat: { ...HEARTBEAT, message: () => (calls++ ? 'ping' : '') } })
    fake.advance(39_999)
    expect(fake.first.sent).toEqual([])
    fake.advance(1)
    expect(fake.first.sent).toEqual(['ping'])
  })

  it('sends no ping while frames arrive, with idleOnly, and counts the timeout from the ping', () => {
    const { first, advance, sockets } = open({ heartbeat: { ...HEARTBEAT, idleOnly: true } })
    for (let i = 0; i < 5; i++) {
      advance(19_999)
      first.message('news')
    }
    expect(first.sent).toEqual([])
    advance(20_000)
    expect(first.sent).toEqual(['ping'])
    advance(9_999)
    expect(sockets).toHaveLength(1)
    advance(1)
    expect(sockets).toHaveLength(2)
  })

  it('is off by default', () => {
    const fake = createFakeConnection()
    const socket = fake.open()
    fake.advance(600_000)
    expect(socket.sent).toEqual([])
    expect(fake.phase).toBe('open')
  })

  it('pings at each interval while the server answers, and hides the pongs', () => {
    const { first, advance, log } = open()
    for (let i = 0; i < 3; i++) {
      advance(20_000)
      first.message('pong')
    }
    expect(first.sent).toEqual(['ping', 'ping', 'ping'])
    expect(log).toEqual(['open'])
  })

  it('has an interval of 25 s and a timeout of 10 s by default', () => {
    const fake = open({ heartbeat: {} })
    fake.advance(24_999)
    expect(fake.first.sent).toEqual([])
    fake.advance(1)
    expect(fake.first.sent).toEqual(['ping'])
    fake.advance(9999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('connecting')
  })

  it('replaces a silent socket at once, without waiting for its close', () => {
    const fake = open()
    fake.advance(30_000)
    expect(fake.first.isLive).toBe(false)
    expect(fake.sockets).toHaveLength(2)
    expect(fake.log).toEqual(['open', 'close 1006', 'error heartbeat-timeout'])
    expect(fake.connection.getSnapshot()).toMatchObject({ phase: 'connecting', attempt: 1, error: { code: 'heartbeat-timeout' } })
    fake.socket.open()
    fake.first.message('ghost')
    expect(fake.log.slice(3)).toEqual(['reopen'])
    expect(fake.connection.getSnapshot().error).toBeNull()
  })

  it('accepts any received frame as an answer, even one that cannot be decoded', () => {
    for (const data of ['a message', '{', new ArrayBuffer(1)]) {
      const fake = open({ codec: json() })
      fake.advance(20_000)
      fake.first.message(data)
      fake.advance(10_000)
      expect(fake.phase).toBe('open')
    }
  })

  it('does not count frames from before the ping', () => {
    const fake = open()
    fake.advance(19_999)
    fake.first.message('a')
    fake.advance(10_001)
    expect(fake.phase).toBe('connecting')
  })

  it('keeps the deadline of an unanswered ping when the interval is shorter', () => {
    const fake = open({ heartbeat: { intervalMs: 2000, timeoutMs: 10_000 } })
    fake.advance(11_999)
    expect(fake.phase).toBe('open')
    expect(fake.first.sent).toEqual(Array(5).fill('ping'))
    fake.advance(1)
    expect(fake.phase).toBe('connecting')
  })

  it('keeps pinging a server that never answers when the timeout is Infinity', () => {
    const fake = open({ heartbeat: { intervalMs: 5000, timeoutMs: Infinity } })
    fake.advance(60_000)
    fake.host.signal('visible')
    fake.advance(60_000)
    expect(fake.first.sent).toHaveLength(25)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.phase).toBe('open')
  })

  it('calls the functions for its numbers each time', () => {
    let intervalMs = 1000
    const fake = open({ heartbeat: { intervalMs: () => intervalMs, timeoutMs: () => 700 } })
    fake.advance(1000)
    fake.first.message('pong')
    intervalMs = 3000
    fake.advance(1000)
    fake.first.message('pong')
    fake.advance(2999)
    expect(fake.first.sent).toEqual(['ping', 'ping'])
    fake.advance(1)
    expect(fake.first.sent).toHaveLength(3)
    fake.advance(700)
    expect(fake.phase).toBe('connecting')
  })

  it('uses the default and reports the error when a function for its numbers throws', () => {
    const fake = open({
      heartbeat: {
        intervalMs() {
          throw new Error('mine')
        },
      },
    })
    expect(fake.host.clock.reported).not.toEqual([])
    fake.advance(25_000)
    expect(fake.first.sent).toEqual(['ping'])
  })

  it('without a message, sends nothing and replaces a socket that is silent for the interval plus the timeout', () => {
    const fake = open({ heartbeat: { intervalMs: 5000, timeoutMs: 2000, message: null } })
    fake.advance(6000)
    fake.first.message('tick')
    fake.advance(6999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('connecting')
    expect(fake.first.sent).toEqual([])
    fake.socket.open()
    fake.advance(7000)
    expect(fake.sockets).toHaveLength(3)
  })

  it('replies to pings of the server, raw or decoded, and hides them from subscribers', () => {
    const reply = (message: unknown) => {
      if (message === 'PING') return 'PONG'
      return (message as { ping?: number }).ping === undefined ? undefined : `{"pong":${(message as { ping: number }).ping}}`
    }
    const fake = open({ codec: json(), heartbeat: { ...HEARTBEAT, reply } })
    for (const frame of ['PING', '{"ping":7}', '{"news":1}']) fake.first.message(frame)
    expect(fake.first.sent).toEqual(['PONG', '{"pong":7}'])
    expect(fake.log).toEqual(['open', 'message {"news":1}'])
  })

  it('calls isPong once with the frame and once with the decoded message, and once when they are the same', () => {
    const seen: unknown[] = []
    const heartbeat = { ...HEARTBEAT, isPong: (message: unknown) => seen.push(message) < 0 }
    open({ codec: json(), heartbeat }).first.message('{"a":1}')
    open({ heartbeat }).first.message('raw')
    expect(seen).toEqual(['{"a":1}', { a: 1 }, 'raw'])
  })

  it('shows how long the last pong took', () => {
    const fake = open()
    const latency = () => fake.connection.getSnapshot().latencyMs
    fake.advance(20_000)
    expect(latency()).toBeNull()
    fake.advance(120)
    fake.first.message('pong')
    expect(latency()).toBe(120)
    fake.first.message('pong')
    expect(latency()).toBe(120)
    fake.first.closeWith(1006)
    expect(latency()).toBeNull()
  })

  it('applies a new heartbeat option immediately, also false', () => {
    const fake = open()
    const set = (heartbeat: false | object) =>
      fake.connection.setOptions({ ...fake.connection.options, heartbeat } as typeof fake.connection.options)
    fake.advance(10_000)
    set({ intervalMs: 3000, timeoutMs: 60_000 })
    fake.advance(3000)
    expect(fake.first.sent).toEqual(['ping'])
    set(false)
    fake.advance(600_000)
    expect(fake.first.sent).toEqual(['ping'])
    expect(fake.phase).toBe('open')
    set({ intervalMs: 3000 })
    fake.advance(3000)
    expect(fake.first.sent).toEqual(['ping', 'ping'])
  })

  it('sends its message without the codec and the send queue', () => {
    let count = 0
    const fake = open({ codec: json(), heartbeat: { ...HEARTBEAT, message: () => `ping ${++count}` } })
    fake.advance(20_000)
    fake.first.message('1')
    fake.advance(20_000)
    expect(fake.first.sent).toEqual(['ping 1', 'ping 2'])
  })

  it('calls isPong with the received frame, then with the decoded message', () => {
    const checked: unknown[] = []
    const isPong = (message: unknown) => {
      checked.push(message)
      return (message as { type: string }).type === 'pong'
    }
    const fake = open({ codec: json(), heartbeat: { ...HEARTBEAT, isPong } })
    fake.first.message('{"type":"pong"}')
    fake.first.message('{"type":"news"}')
    expect(fake.log).toEqual(['open', 'message {"type":"news"}'])
    expect(checked.slice(0, 2)).toEqual(['{"type":"pong"}', { type: 'pong' }])
    expect(fake.connection.getSnapshot().data).toEqual({ type: 'news' })
  })

  it("delivers 'pong' when it is off", () => {
    const fake = open({ heartbeat: false })
    fake.first.message('pong')
    expect(fake.log).toEqual(['open', 'message pong'])
  })

  it('skips a ping whose message function throws, reports the error and keeps the socket', () => {
    const fake = open({
      heartbeat: {
        ...HEARTBEAT,
        message() {
          throw new Error('mine')
        },
      },
    })
    fake.advance(20_000)
    expect(fake.host.clock.reported).toHaveLength(1)
    fake.advance(600_000)
    expect(fake.phase).toBe('open')
    expect(fake.sockets).toHaveLength(1)
  })

  it('does not send a message that is not text, bytes or a Blob, and reports it', () => {
    const fake = open({ heartbeat: { ...HEARTBEAT, message: { type: 'ping' } as never } })
    fake.advance(40_000)
    expect(fake.first.sent).toEqual([])
    expect(fake.host.clock.reported).toHaveLength(2)
    expect(fake.phase).toBe('open')
  })

  it('restarts on each socket and stops with the last one', () => {
    const fake = open()
    fake.first.closeWith(1006)
    fake.advance(1000)
    fake.socket.open()
    fake.advance(19_999)
    expect(fake.socket.sent).toEqual([])
    fake.advance(1)
    expect(fake.socket.sent).toEqual(['ping'])
    fake.connection.disconnect()
    fake.socket.answerClose()
    expect(fake.host.clock.pendingTimers).toBe(0)
  })
})

describe('late timers', () => {
  it('after a sleep of two hours, probes within 5 s and keeps a socket that answers', () => {
    const fake = open()
    fake.host.clock.sleep(7_200_000)
    fake.advance(5000)
    expect(fake.first.sent).toEqual(['ping'])
    fake.first.message('pong')
    fake.advance(5000)
    expect(fake.phase).toBe('open')
    expect(fake.sockets).toHaveLength(1)
  })

  it('at the deadline of a ping, sends another ping at once, and replaces the socket 5 s later', () => {
    const fake = open({ heartbeat: { intervalMs: 100_000, timeoutMs: 10_000 } })
    fake.advance(100_000)
    expect(fake.first.sent).toEqual(['ping'])
    fake.host.clock.sleep(60_000) // the deadline is due 10 s after the ping, and the next ping 100 s after it
    fake.advance(5000) // our timer notices a sleep within 5 s
    expect(fake.first.sent).toEqual(['ping', 'ping'])
    fake.advance(4999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('connecting')
  })

  it('after a sleep, replaces a dead socket 5 s after the probe, not after the usual timeout', () => {
    const fake = open()
    fake.host.clock.sleep(7_200_000)
    fake.advance(5000)
    fake.advance(4999)
    expect(fake.phase).toBe('open')
    fake.advance(1)
    expect(fake.phase).toBe('connecting')
  })

  it('after a sleep, sends only one probe and waits for its answer, even when the interval is shorter than the timeout', () => {
    const fake = open({ heartbeat: { intervalMs: 2000, timeoutMs: 10_000 } })
    fake.advance(2000)
    fake.first.message('pong')
    fake.host.clock.sleep(7_200_000)
    fake.advance(2000)
    expect(fake.first.sent).toEqual(['ping', 'ping'])
    fake.first.message('pong')
    fake.advance(1999)
    expect(fake.sockets).toHaveLength(1)
  })

  it('after a missed pong deadline, sends one more ping, once', () => {
    const fake = open()
    fake.advance(20_000)
    fake.host.clock.sleep(60_000)
    fake.advance(5000)
    expect(fake.first.sent).toEqual(['ping', 'ping'])
    expect(fake.phase).toBe('open')
    fake.host.clock.sleep(60_000)
    fake.advance(5000)
    expect(fake.first.sent).toEqual(['ping', 'ping'])
    expect(fake.phase).toBe('connecting')
  })

  it('once a minute (a hidden tab) do not replace a socket that answers', () => {
    const fake = open()
    let pings = 0
    fake.first.send = () => {
      pings++
      fake.first.message('pong')
    }
    for (let minute = 0; minute < 30; minute++) {
      fake.host.clock.sleep(55_000)
      fake.advance(5000)
    }
    expect(pings).toBeGreaterThan(20)
    expect(fake.sockets).toHaveLength(1)
    expect(fake.phase).toBe('open')
  })

  it('do not postpone the timeout when the clock is set back an hour', () => {
    const fake = open()
    fake.advance(20_000)
    fake.host.clock.shiftWall(-3_600_000)
    fake.advance(10_000)
    expect(fake.phase).toBe('connecting')
  })
})

describe('ping()', () => {
  it('sends a ping at once, with idleOnly too', () => {
    const { connection, first } = open({ heartbeat: { ...HEARTBEAT, idleOnly: true } })
    first.message('news')
    connection.ping()
    expect(first.sent).toEqual(['ping'])
  })

  it('sends a ping at once, and the next one after a whole interval', () => {
    const { first, connection, advance } = open()
    advance(15_000)
    connection.ping()
    expect(first.sent).toEqual(['ping'])
    first.message('pong')
    advance(19_999)
    expect(first.sent).toHaveLength(1)
    advance(1)
    expect(first.sent).toHaveLength(2)
  })

  it('replaces the socket when nothing answers within the timeout', () => {
    const { first, connection, advance, sockets } = open({ heartbeat: { ...HEARTBEAT, intervalMs: Infinity } })
    advance(600_000)
    expect(first.sent).toEqual([])
    connection.ping()
    advance(5000)
    connection.ping()
    advance(4999)
    expect(sockets).toHaveLength(1)
    advance(1)
    expect(sockets).toHaveLength(2)
  })

  it.each([
    ['without a heartbeat', { heartbeat: false }],
    ['with a heartbeat that only listens', { heartbeat: { ...HEARTBEAT, message: null } }],
  ] as const)('does nothing %s', (_, options) => {
    const { first, connection } = open(options)
    connection.ping()
    expect(first.sent).toEqual([])
  })

  it('does nothing while the connection is not open', () => {
    const fake = createFakeConnection({ heartbeat: HEARTBEAT })
    fake.connection.ping()
    fake.connection.connect()
    fake.connection.ping()
    fake.advance(9000)
    expect(fake.socket.sent).toEqual([])
    expect(fake.sockets).toHaveLength(1)
  })
})

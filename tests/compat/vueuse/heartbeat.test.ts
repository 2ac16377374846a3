import { describe, expect, it, vi } from 'vitest'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/compat/vueuse'
import type { FakeSocket } from '../../support/fake-socket'
import { fakeNetworkForEachTest } from '../../support/fake-network'
import { inScope } from '../../support/vue-peers'

const INTERVAL_MS = 1000
const TIMEOUT_MS = 500
const A_MINUTE_MS = 60_000

const network = fakeNetworkForEachTest()

const pings = ({ sent }: FakeSocket) => sent.filter((message) => message === 'ping').length

/** Its sockets finish a close only when the test does it, like browsers on a dead connection. */
function openOne(options: UseWebSocketOptions = {}) {
  const state = inScope(() =>
    useWebSocket('ws://host.test/beat', {
      autoReconnect: true,
      heartbeat: { interval: INTERVAL_MS, pongTimeout: TIMEOUT_MS, responseMessage: 'pong' },
      ...options,
    }),
  )
  network().latest.open()
  return { ...state, first: network().latest }
}

/** The server neither answers nor closes, so the heartbeat gives the socket up. */
const letHeartbeatTimeOut = () => vi.advanceTimersByTime(INTERVAL_MS + TIMEOUT_MS)

describe('VU 1: a silent socket is replaced without waiting for its close event', () => {
  it('dials at the deadline, and calls onDisconnected before onConnected of the next socket', () => {
    const log: string[] = []
    const { first, status, ws } = openOne({
      onConnected: () => log.push('connected'),
      onDisconnected: (_, { code, type }) => log.push(`${type} ${code}`),
    })
    letHeartbeatTimeOut()
    expect(network().sockets).toHaveLength(2)
    expect(status.value).toBe('CONNECTING')
    expect(ws.value).toBe(network().latest)
    network().latest.open()
    expect(status.value).toBe('OPEN')
    expect(first.readyState).toBe(2) // no close event yet
    first.closeWith(1006, '', false)
    expect(log).toEqual(['connected', 'close 1006', 'connected'])
    expect(status.value).toBe('OPEN')
  })

  it('is closed at the deadline without autoReconnect', () => {
    const { status, ws } = openOne({ autoReconnect: false })
    letHeartbeatTimeOut()
    expect([status.value, ws.value]).toEqual(['CLOSED', undefined])
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network().sockets).toHaveLength(1)
  })
})

describe('VU 2: a late close event does not reconnect', () => {
  it.each(['scope.stop()', 'close()'])('does not dial after %s', (how) => {
    const { first, scope, close, open, status } = openOne()
    letHeartbeatTimeOut()
    if (how === 'close()') close()
    else scope.stop()
    vi.advanceTimersByTime(A_MINUTE_MS)
    first.closeWith(1006, '', false)
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network().live).toEqual([])
    expect(network().sockets).toHaveLength(2)
    expect(status.value).toBe('CLOSED')
    open()
    expect(network().sockets).toHaveLength(how === 'close()' ? 3 : 2)
  })

  it('does not wait longer than two seconds for the close event of close()', () => {
    const onDisconnected = vi.fn()
    const { first, close } = openOne({ onDisconnected })
    close()
    vi.advanceTimersByTime(2000)
    expect(onDisconnected).toHaveBeenCalledTimes(1)
    first.closeWith(1006, '', false)
    expect(onDisconnected).toHaveBeenCalledTimes(1)
  })
})

describe('VU 3: a late close event does not stop the heartbeat of the new socket', () => {
  it('continues to send pings, and detects when the new socket goes silent too', () => {
    const { first } = openOne()
    letHeartbeatTimeOut()
    const second = network().latest
    second.open()
    first.closeWith(4321, 'a minute late')
    vi.advanceTimersByTime(INTERVAL_MS)
    expect(pings(second)).toBe(1)
    second.message('pong')
    letHeartbeatTimeOut()
    expect(pings(second)).toBe(2)
    expect(network().sockets).toHaveLength(3)
    expect(network().live).toEqual([network().latest])
  })
})

describe('VU 4: a heartbeat works with slow handshakes and any kind of pong', () => {
  it('does not close a handshake that takes longer than interval and timeout', () => {
    const { status } = inScope(() => useWebSocket('ws://host.test/slow', { heartbeat: true }))
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network().sockets).toHaveLength(1)
    expect(network().latest.closeCalls).toEqual([])
    network().latest.open()
    expect(status.value).toBe('OPEN')
  })

  it('ignores the scheduler during a handshake', () => {
    let ping!: () => void
    const scheduler = (run: () => void) => {
      ping = run
      return { pause() {}, resume() {} }
    }
    inScope(() => useWebSocket('ws://host.test/slow', { heartbeat: { scheduler } }))
    ping()
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network().latest.closeCalls).toEqual([])
    network().latest.open()
    ping()
    expect(pings(network().latest)).toBe(1)
    vi.advanceTimersByTime(1000)
    expect(network().latest.closeCalls).toHaveLength(1)
  })

  it.each([
    ['{"type":"pong"}', '{ "type": "pong", "at": 1 }', true],
    ['{"type":"pong","of":{"id":1}}', '{"of": {"id": 1}, "type": "pong"}', true],
    ['{"type":"pong"}', '{"type":"price"}', false],
    ['{"type":"pong"}', 'pong', false],
    ['{}', '{"type":"price"}', false],
    ['{broken', '{broken too', false],
    ['pong', '"pong"', false],
  ])('for the responseMessage %s, the pong %s counts as one: %s', (responseMessage, frame, isPong) => {
    const onMessage = vi.fn()
    const { data } = openOne({ heartbeat: { interval: INTERVAL_MS, pongTimeout: TIMEOUT_MS, responseMessage }, onMessage })
    network().latest.message(frame)
    expect(data.value).toBe(isPong ? null : frame)
    expect(onMessage).toHaveBeenCalledTimes(isPong ? 0 : 1)
  })

  it('counts any message as a sign of life', () => {
    const { first } = openOne()
    for (let beat = 0; beat < 5; beat++) {
      vi.advanceTimersByTime(INTERVAL_MS)
      first.message('a price')
    }
    expect(network().sockets).toHaveLength(1)
  })
})

it('heartbeat: true sends ping once a second, takes ping for the pong, and waits one second for it', () => {
  const { data, first } = openOne({ heartbeat: true, autoReconnect: false })
  vi.advanceTimersByTime(1000)
  expect(first.sent).toEqual(['ping'])
  first.message('ping')
  expect(data.value).toBeNull()
  vi.advanceTimersByTime(1999)
  expect(first.closeCalls).toEqual([])
  vi.advanceTimersByTime(1)
  expect(first.closeCalls).toHaveLength(1)
})

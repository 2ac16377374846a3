import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json, text } from 'websocket-store'
import { useWebSocket } from 'websocket-store/vue'
import { createFakeNetwork, type FakeSocket } from '../../support/fake-socket'
import { inScope } from '../../support/vue-peers'

const INTERVAL_MS = 1000
const TIMEOUT_MS = 500
const A_MINUTE_MS = 60_000

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const pings = ({ sent }: FakeSocket) => sent.filter((message) => message === 'ping').length

/** An open connection. Its sockets finish a close only when the test does it, like browsers on a dead connection. */
function openOne() {
  const network = createFakeNetwork()
  const state = inScope(() =>
    useWebSocket('ws://host.test/beat', {
      WebSocket: network.WebSocket,
      codec: text(),
      heartbeat: { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS },
    }),
  )
  network.latest.open()
  return { ...state, network, first: network.latest }
}

/** The server neither answers nor closes, so the heartbeat abandons the socket. */
const letHeartbeatTimeOut = () => vi.advanceTimersByTime(INTERVAL_MS + TIMEOUT_MS)

// In VueUse, a missed pong only closes the socket and waits for its close event. On a dead connection the state is CLOSED for
// up to a minute in Chromium, and for twenty seconds in Firefox.
describe('VU 1: a silent socket is replaced without waiting for its close event', () => {
  it('dials at the deadline, and is open again before the old close event', () => {
    const { network, first, readyState } = openOne()
    expect(readyState.value).toBe(1)
    letHeartbeatTimeOut()
    expect(network.sockets).toHaveLength(2)
    expect(readyState.value).toBe(0)
    network.latest.open()
    expect(readyState.value).toBe(1)
    expect(first.readyState).toBe(2) // no close event yet
  })
})

// In VueUse, a late close event reconnects a composable that was stopped or closed meanwhile.
describe('VU 2: a late close event does not reconnect', () => {
  it('does not dial after the scope stopped', () => {
    const { network, first, scope } = openOne()
    letHeartbeatTimeOut()
    scope.stop()
    vi.advanceTimersByTime(A_MINUTE_MS)
    first.closeWith(1006, '', false)
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network.live).toEqual([])
    expect(network.sockets).toHaveLength(2)
  })

  it('stays closed after an explicit close()', () => {
    const { network, first, close, readyState } = openOne()
    letHeartbeatTimeOut()
    close()
    expect(readyState.value).toBe(3)
    vi.advanceTimersByTime(A_MINUTE_MS)
    first.closeWith(1006, '', false)
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(readyState.value).toBe(3)
    expect(network.live).toEqual([])
    expect(network.sockets).toHaveLength(2)
  })

  it('stays closed when the close event of an explicit close() comes a minute late', () => {
    const { network, first, close, readyState } = openOne()
    close()
    expect(readyState.value).toBe(2)
    vi.advanceTimersByTime(2000)
    expect(readyState.value).toBe(3)
    vi.advanceTimersByTime(A_MINUTE_MS)
    first.closeWith(1006, '', false)
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(readyState.value).toBe(3)
    expect(network.sockets).toHaveLength(1)
  })
})

// In VueUse, the late close event of the old socket stops the timers of the new one. Silence of the new socket is then never
// detected.
describe('VU 3: a late close event does not stop the heartbeat of the new socket', () => {
  it('continues to send pings, and detects when the new socket goes silent too', () => {
    const { network, first, readyState, lastClose } = openOne()
    letHeartbeatTimeOut()
    const second = network.latest
    second.open()
    first.closeWith(4321, 'a minute late')
    expect(readyState.value).toBe(1)
    expect(lastClose.value?.code).toBe(1006)

    vi.advanceTimersByTime(INTERVAL_MS)
    expect(pings(second)).toBe(1)
    second.message('pong')
    letHeartbeatTimeOut()
    expect(pings(second)).toBe(2)
    expect(network.sockets).toHaveLength(3)
    expect(network.live).toEqual([network.latest])
  })
})

// In VueUse, the heartbeat also runs during the handshake and closes a slow one. It recognises a pong only by ===, so a JSON
// pong shows up as data.
describe('VU 4: a heartbeat works with slow handshakes and any kind of pong', () => {
  it('does not close a handshake that takes longer than interval and timeout', () => {
    const network = createFakeNetwork()
    const { readyState } = inScope(() =>
      useWebSocket('ws://host.test/slow', {
        WebSocket: network.WebSocket,
        heartbeat: { intervalMs: INTERVAL_MS, timeoutMs: TIMEOUT_MS },
      }),
    )
    vi.advanceTimersByTime(5 * (INTERVAL_MS + TIMEOUT_MS))
    expect(network.sockets).toHaveLength(1)
    expect(network.latest.closeCalls).toEqual([])
    network.latest.open()
    expect(readyState.value).toBe(1)
  })

  it('counts a JSON pong as an answer, and does not deliver it as a message', () => {
    const network = createFakeNetwork()
    const received: unknown[] = []
    const { data, readyState } = inScope(() =>
      useWebSocket('ws://host.test/json', {
        WebSocket: network.WebSocket,
        codec: json<{ type: string }>(),
        heartbeat: {
          intervalMs: INTERVAL_MS,
          timeoutMs: TIMEOUT_MS,
          message: () => JSON.stringify({ type: 'ping' }),
          isPong: (message) => (message as { type?: unknown }).type === 'pong',
        },
        onMessage: (message) => received.push(message),
      }),
    )
    network.latest.open()
    for (let beat = 1; beat <= 3; beat++) {
      vi.advanceTimersByTime(INTERVAL_MS)
      expect(network.latest.sent).toEqual(Array(beat).fill('{"type":"ping"}'))
      network.latest.message('{"type": "pong", "at": 1}')
    }
    vi.advanceTimersByTime(TIMEOUT_MS)
    expect(readyState.value).toBe(1)
    expect(network.sockets).toHaveLength(1)
    expect(data.value).toBeUndefined()
    expect(received).toEqual([])
  })
})

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

/** An open connection whose sockets answer a close only when the test says so, as browsers do on a dead line. */
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

/** Neither answered nor closed: the heartbeat gives the socket up. */
const fallSilent = () => vi.advanceTimersByTime(INTERVAL_MS + TIMEOUT_MS)

// There, a missed pong only asks the socket to close and waits for its close event: on a dead line that is up to a minute
// of CLOSED in Chromium, twenty seconds in Firefox.
describe('VU 1: a silent socket is replaced without waiting for its close event', () => {
  it('dials at the deadline and is open again while the old close is still due', () => {
    const { network, first, readyState } = openOne()
    expect(readyState.value).toBe(1)
    fallSilent()
    expect(network.sockets).toHaveLength(2)
    expect(readyState.value).toBe(0)
    network.latest.open()
    expect(readyState.value).toBe(1)
    expect(first.readyState).toBe(2) // the engine has not said a word yet
  })
})

// There, the close event that comes late makes a composable reconnect that was stopped or closed meanwhile.
describe('VU 2: a late close event raises no zombie', () => {
  it('stays gone after the scope was stopped', () => {
    const { network, first, scope } = openOne()
    fallSilent()
    scope.stop()
    vi.advanceTimersByTime(A_MINUTE_MS)
    first.closeWith(1006, '', false)
    vi.advanceTimersByTime(A_MINUTE_MS)
    expect(network.live).toEqual([])
    expect(network.sockets).toHaveLength(2)
  })

  it('stays closed after an explicit close()', () => {
    const { network, first, close, readyState } = openOne()
    fallSilent()
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

// There, the late close of the old socket stops the timers of the new one, whose silence is then never noticed.
describe('VU 3: a late close event leaves the new socket its heartbeat', () => {
  it('goes on asking, and notices when the new socket falls silent too', () => {
    const { network, first, readyState, lastClose } = openOne()
    fallSilent()
    const second = network.latest
    second.open()
    first.closeWith(4321, 'a minute late')
    expect(readyState.value).toBe(1)
    expect(lastClose.value?.code).toBe(1006)

    vi.advanceTimersByTime(INTERVAL_MS)
    expect(pings(second)).toBe(1)
    second.message('pong')
    fallSilent()
    expect(pings(second)).toBe(2)
    expect(network.sockets).toHaveLength(3)
    expect(network.live).toEqual([network.latest])
  })
})

// There, the heartbeat also runs during the handshake and closes a slow one; and only a pong that is === the configured
// one is recognised, so a JSON pong shows up as data.
describe('VU 4: a heartbeat fits slow handshakes and any kind of pong', () => {
  it('leaves a handshake alone that takes longer than interval and timeout', () => {
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

  it('swallows a JSON pong, which counts as a sign of life', () => {
    const network = createFakeNetwork()
    const heard: unknown[] = []
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
        onMessage: (message) => heard.push(message),
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
    expect(heard).toEqual([])
  })
})

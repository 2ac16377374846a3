import { describe, expect, it } from 'vitest'
import type { HeartbeatOptions } from '../../src/core/vocabulary/options'
import { transition } from '../../src/core/policy/machine'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../../src/core/policy/machine-types'
import { settingsOf } from '../support/settings'

const NOW = 1_700_000_000_000

/** An open connection, and a function that applies an event at a time (ms after the open). A requested ping is sent at once. */
function openWith(heartbeat: HeartbeatOptions) {
  const step = (state: MachineState, event: MachineEvent, atMs = 0, { frames = 0, options = heartbeat } = {}): MachineState => {
    const context = { now: NOW + atMs, random: 0, frames, frameAt: 0, settings: settingsOf({ heartbeat: options }) }
    const next = transition(state, event, context)
    return next.pings > state.pings ? transition(next, { type: 'ping-sent', generation: 1, frames }, context) : next
  }
  const opening: MachineEvent[] = [
    { type: 'connect' },
    { type: 'resolved', generation: 1, url: 'wss://host.test/', protocols: undefined },
    { type: 'socket-open', generation: 1, protocol: '', extensions: '', hasHandshake: false },
  ]
  return { step, open: opening.reduce((state, event) => step(state, event), INITIAL_STATE) }
}

const PING: MachineEvent = { type: 'deadline', name: 'ping' }
const OFFLINE: MachineEvent = { type: 'signal', signal: 'offline' }

describe('a ping', () => {
  it.each([
    [0, false],
    [1000, false],
    [1001, true],
    [-5000, false],
  ])('becomes a probe when its timer is %i ms late: %s', (lateMs, isProbe) => {
    const { step, open } = openWith({})
    const next = step(open, PING, 25_000 + lateMs)
    expect(next).toMatchObject({ pings: 1, probing: isProbe })
    expect(next.deadlines.pong).toBe(NOW + 25_000 + lateMs + (isProbe ? 5000 : 10_000))
  })

  it.each([
    [{}, 5000],
    [{ timeoutMs: 60_000 }, 5000],
    [{ timeoutMs: 800 }, 800],
    [{ timeoutMs: () => 700 }, 700],
  ])('with %j waits as a probe for %i ms: at most 5 s and at most the timeout', (options, waitMs) => {
    const { step, open } = openWith(options)
    expect(step(open, OFFLINE).deadlines.pong).toBe(NOW + waitMs)
  })

  it('with a timeout of Infinity sets no deadline, not even for a probe', () => {
    const { step, open } = openWith({ timeoutMs: Infinity })
    expect(step(open, OFFLINE)).toMatchObject({ pings: 1 })
    expect(step(open, OFFLINE).deadlines.pong).toBeUndefined()
    expect(step(open, PING, 30_000).deadlines.pong).toBeUndefined()
  })

  it('keeps the deadline of the oldest unanswered ping', () => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const first = step(open, PING, 4000)
    const second = step(first, PING, 8000)
    expect(second).toMatchObject({ pings: 2, deadlines: { ping: NOW + 12_000, pong: NOW + 14_000 } })
    expect(step(first, PING, 8000, { frames: 1 }).deadlines.pong).toBe(NOW + 18_000)
  })

  it('does not extend the deadline when signals send it again', () => {
    const { step, open } = openWith({})
    const first = step(open, OFFLINE)
    expect(step(first, OFFLINE, 4000).deadlines.pong).toBe(NOW + 5000)
  })

  it('with a late timer gives a server that has not answered one more chance', () => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const first = step(open, PING, 4000)
    const afterSleep = step(first, PING, 60_000)
    expect(afterSleep).toMatchObject({ probing: true, deadlines: { ping: NOW + 64_000, pong: NOW + 65_000 } })
    expect(step(afterSleep, PING, 66_000).deadlines.pong).toBe(NOW + 65_000)
  })

  it('in time keeps an unanswered probe, and ends an answered one', () => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const probe = step(open, OFFLINE)
    expect(step(probe, PING, 4000)).toMatchObject({ probing: true, deadlines: { pong: NOW + 5000 } })
    expect(step(probe, PING, 4000, { frames: 1 })).toMatchObject({ probing: false, deadlines: { pong: NOW + 14_000 } })
  })

  it.each([null, ''])('is never sent with %j as its message, not even as a probe', (message) => {
    const { step, open } = openWith({ message })
    expect(open.deadlines).toMatchObject({ pong: NOW + 35_000 })
    expect(open.deadlines.ping).toBeUndefined()
    expect(step(open, OFFLINE)).toMatchObject({ pings: 0, deadlines: open.deadlines })
  })

  it.each([NaN, -1, 0, 'soon' as unknown as number])('uses the default when the interval is invalid: %s', (intervalMs) => {
    expect(openWith({ intervalMs }).open.deadlines.ping).toBe(NOW + 25_000)
    expect(openWith({ intervalMs: () => intervalMs }).open.deadlines.ping).toBe(NOW + 25_000)
  })
})

describe('a heartbeat that sends nothing', () => {
  const PONG: MachineEvent = { type: 'deadline', name: 'pong' }

  it('gives the server one more chance when the timer was late', () => {
    const { step, open } = openWith({ message: null })
    const afterSleep = step(open, PONG, 60_000)
    expect(afterSleep).toMatchObject({ phase: 'open', probing: true, deadlines: { pong: NOW + 95_000 } })
    expect(step(afterSleep, PONG, 120_000)).toMatchObject({ phase: 'resolving', error: { code: 'heartbeat-timeout' } })
  })

  it('gives the chance again after a frame arrived', () => {
    const { step, open } = openWith({ message: null })
    const afterSleep = step(open, PONG, 60_000)
    const answered = step(afterSleep, PONG, 120_000, { frames: 1 })
    expect(answered).toMatchObject({ phase: 'open', probing: false, framesAtPing: 1, deadlines: { pong: NOW + 120_001 } })
    expect(step(answered, PONG, 180_000, { frames: 1 })).toMatchObject({ phase: 'open', probing: true })
  })
})

describe('new options on an open socket', () => {
  const OPTIONS: MachineEvent = { type: 'options' }

  it('keep the timers when the numbers are equal', () => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const next = step(open, OPTIONS, 1000, { options: { intervalMs: 4000, message: () => 'other' } })
    expect(next.deadlines.ping).toBe(NOW + 4000)
  })

  it('keep the timers when another function gives the numbers, because an inline one is new on every render', () => {
    const { step, open } = openWith({ intervalMs: () => 20_000, timeoutMs: 5000 })
    const next = step(open, { type: 'options' }, 7000, { options: { intervalMs: () => 10_000 + 10_000, timeoutMs: 5000 } })
    expect(next.deadlines.ping).toBe(NOW + 20_000)
  })

  it('start the timers again when a function replaces a number', () => {
    const { step, open } = openWith({ intervalMs: 20_000, timeoutMs: 5000 })
    const next = step(open, { type: 'options' }, 7000, { options: { intervalMs: () => 20_000, timeoutMs: 5000 } })
    expect(next.deadlines.ping).toBe(NOW + 27_000)
  })

  it.each(['resolving', 'connecting', 'waiting', 'closing'] as const)('set no timer while the connection is %s', (phase) => {
    const { step, open } = openWith({})
    const next = step({ ...open, phase, deadlines: {} }, { type: 'options' }, 7000, { options: { intervalMs: 1 } })
    expect(next.deadlines).toEqual({})
  })

  it('that end the heartbeat save a socket whose answer was due', () => {
    const { step, open } = openWith({})
    const next = step(step(open, PING, 25_000), { type: 'deadline', name: 'pong' }, 35_000, { options: false as never })
    expect(next).toMatchObject({ phase: 'open', error: null })
  })

  it('count no frame from before, and forget a probe', () => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const listening = { intervalMs: 3000, message: null }
    const next = step(step(open, OFFLINE), OPTIONS, 1000, { frames: 5, options: listening })
    expect(next).toMatchObject({ probing: false, deadlines: { pong: NOW + 14_000 } })
    const after = step(next, { type: 'deadline', name: 'pong' }, 14_000, { frames: 5, options: listening })
    expect(after).toMatchObject({ phase: 'suspended', error: { code: 'heartbeat-timeout' } })
  })

  it.each<[string, HeartbeatOptions | false, object]>([
    ['another interval', { intervalMs: 9000 }, { ping: NOW + 10_000 }],
    ['no heartbeat', false, {}],
    ['no message', { intervalMs: 3000, message: null }, { pong: NOW + 1000 + 13_000 }],
  ])('with %s set new timers', (_, options, expected) => {
    const { step, open } = openWith({ intervalMs: 4000 })
    const { stable: _stable, ...deadlines } = step(open, OPTIONS, 1000, { options: options as HeartbeatOptions }).deadlines
    expect(deadlines).toEqual(expected)
  })
})

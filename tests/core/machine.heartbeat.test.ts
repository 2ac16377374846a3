import { describe, expect, it } from 'vitest'
import type { HeartbeatOptions } from '../../src/core/vocabulary/options'
import { transition } from '../../src/core/policy/machine'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../../src/core/policy/machine-types'
import { settingsOf } from '../support/settings'

const NOW = 1_700_000_000_000

/** An open connection, and what becomes of it by an event at a time (ms after it opened). */
function openWith(heartbeat: HeartbeatOptions) {
  const settings = settingsOf({ heartbeat })
  const step = (state: MachineState, event: MachineEvent, atMs = 0) =>
    transition(state, event, { now: NOW + atMs, random: 0, frames: 0, settings })
  const opening: MachineEvent[] = [
    { type: 'connect' },
    { type: 'resolved', generation: 1, url: 'wss://host.test/', protocols: undefined },
    { type: 'socket-open', generation: 1, protocol: '', extensions: '', hasHandshake: false },
  ]
  return { step, open: opening.reduce((state, event) => step(state, event), INITIAL_STATE) }
}

describe('a ping', () => {
  it.each([
    [0, false],
    [1000, false],
    [1001, true],
    [-5000, false],
  ])('whose timer comes %i ms after its time is a probe: %s', (lateMs, isProbe) => {
    const { step, open } = openWith({})
    const asked = step(open, { type: 'deadline', name: 'ping' }, 25_000 + lateMs)
    expect(asked).toMatchObject({ pings: 1, probing: isProbe })
    expect(asked.deadlines.pong).toBe(NOW + 25_000 + lateMs + (isProbe ? 5000 : 10_000))
  })

  it.each([
    [{}, 5000],
    [{ timeoutMs: 60_000 }, 5000],
    [{ timeoutMs: 800 }, 800],
  ])('with %j that is a probe waits %i ms: no longer than 5 s, nor than the timeout', (options, waitMs) => {
    const { step, open } = openWith(options)
    expect(step(open, { type: 'signal', signal: 'offline' }).deadlines.pong).toBe(NOW + waitMs)
  })
})

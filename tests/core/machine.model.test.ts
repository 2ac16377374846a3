import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConnectionError } from '../../src/core/vocabulary/errors'
import { transition } from '../../src/core/policy/machine'
import { isWanted } from '../../src/core/policy/machine-state'
import { INITIAL_STATE, type DeadlineName, type MachineEvent, type MachineState } from '../../src/core/policy/machine-types'
import { settingsOf } from '../support/settings'
import type { EventLike } from '../../src/core/vocabulary/wire'
import { holds, PROPERTY_TIMEOUT_MS } from '../support/property'

const EVENT = { type: 'error' } as EventLike
const DEADLINES: readonly DeadlineName[] = ['attempt', 'renew', 'retry', 'stable', 'ping', 'pong', 'linger', 'closing']
const SIGNALS = ['online', 'offline', 'visible', 'hidden', 'frozen', 'resumed', 'restored'] as const

/** The deadlines of each phase. The linger belongs to the demand and can occur in any phase. */
const DEADLINES_OF: Record<MachineState['phase'], readonly DeadlineName[]> = {
  idle: [],
  resolving: ['attempt'],
  connecting: ['attempt'],
  readying: ['attempt'],
  open: ['attempt', 'renew', 'stable', 'ping', 'pong', 'closing'],
  closing: ['closing'],
  waiting: ['retry'],
  suspended: [],
  closed: [],
}

interface Step {
  readonly event: MachineEvent
  /** An event of an earlier attempt. */
  readonly isStale: boolean
  readonly afterMs: number
  readonly random: number
  readonly frames: number
}

const events: fc.Arbitrary<MachineEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('retain', 'release', 'connect', 'reconnect', 'renew').map((type) => ({ type }) as MachineEvent) },
  { weight: 1, arbitrary: fc.constant({ type: 'disconnect', code: 1000, reason: '' } as const) },
  { weight: 8, arbitrary: fc.constantFrom(...DEADLINES).map((name) => ({ type: 'deadline', name }) as const) },
  { weight: 4, arbitrary: fc.constantFrom(...SIGNALS).map((signal) => ({ type: 'signal', signal }) as const) },
  { weight: 6, arbitrary: fc.constant({ type: 'resolved', generation: 0, url: 'wss://host.test/', protocols: undefined } as const) },
  {
    weight: 6,
    arbitrary: fc.boolean().map((hasHandshake) => ({ type: 'socket-open', generation: 0, protocol: '', extensions: '', hasHandshake }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'options' } as const) },
  { weight: 3, arbitrary: fc.constant({ type: 'ping-sent', generation: 0, frames: 0 } as const) },
  { weight: 3, arbitrary: fc.constantFrom(undefined, 0, 20_000).map((renewAfterMs) => ({ type: 'ready', generation: 0, renewAfterMs }) as const) },
  { weight: 1, arbitrary: fc.constant({ type: 'socket-closing', generation: 0 } as const) },
  {
    weight: 2,
    arbitrary: fc.boolean().map((fatal) => ({ type: 'failed', generation: 0, error: new ConnectionError('url-failed', '', { fatal }) }) as const),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(1000, 1001, 1006, 1008, 1013, 4401, 4404)
      .map((code) => ({ type: 'socket-close', generation: 0, close: { code, reason: '', wasClean: true }, event: EVENT }) as const),
  },
)

const steps = fc.array(
  fc.record({
    event: events,
    isStale: fc.nat(9).map((n) => n === 0),
    afterMs: fc.oneof(fc.nat(3000), fc.nat(60_000)),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    frames: fc.nat(1),
  }),
  { maxLength: 60, size: 'max' },
)

const settingsArbitrary = fc
  .record({
    heartbeat: fc.constantFrom(false as const, {}, { intervalMs: 2000 }),
    reconnect: fc.constantFrom(true, false, { maxAttempts: 2 }),
  })
  .map((options) => settingsOf(options as Parameters<typeof settingsOf>[0]))

/** Makes every mutation of the state throw. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Error)) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

type Check = (next: MachineState, previous: MachineState, event: MachineEvent, now: number) => void

/** Checks every step of every sequence. */
function forAllSteps(check: Check): void {
  holds(
    fc.property(settingsArbitrary, steps, (settings, history: readonly Step[]) => {
      let state = INITIAL_STATE
      let now = 1_700_000_000_000
      let frames = 0
      for (const { event, isStale, afterMs, random, frames: more } of history) {
        now += afterMs
        frames += more
        if (event.type === 'release' && state.retains === 0) continue // a handle can be released only once
        const stamped = 'generation' in event ? { ...event, generation: state.generation - (isStale ? 1 : 0) } : event
        const next = transition(frozen(state), stamped, { now, random, frames, frameAt: now, settings })
        check(next, state, stamped, now)
        state = next
      }
    }),
  )
}

const isDemanded = ({ retains, connectRequested }: MachineState) => retains > 0 || connectRequested

describe('the machine, with any events', () => {
  const property = (name: string, check: Check) => it(name, () => forAllSteps(check), PROPERTY_TIMEOUT_MS)

  property('is pure: the same events give the same state, and no state is mutated', (next, previous, event, now) => {
    const context = { now, random: 0.5, frames: 0, frameAt: 0, settings: settingsOf({}) }
    expect(transition(previous, event, context)).toEqual(transition(previous, event, context))
    expect(Object.keys(next).sort()).toEqual(Object.keys(INITIAL_STATE).sort())
  })

  property('invariant 2: an event of another generation changes nothing', (next, previous, event) => {
    if ('generation' in event && event.generation !== previous.generation) expect(next).toBe(previous)
  })

  property('invariant 1: each attempt has a new generation and begins with resolving', (next, previous) => {
    const step = next.generation - previous.generation
    expect([0, 1]).toContain(step)
    if (step === 1) expect(next.phase).toBe('resolving')
    if (next.phase === 'connecting' && previous.phase !== 'connecting') expect(previous.phase).toBe('resolving')
  })

  property('invariant 4: with demand it is never idle, and a deadline is set', (next) => {
    if (!isDemanded(next) || next.phase === 'closed' || next.phase === 'suspended') return
    expect(next.phase).not.toBe('idle')
    if (next.phase !== 'open') expect(Object.keys(next.deadlines)).not.toEqual([])
  })

  property('invariant 5: each phase has only its own deadlines, and waiting has exactly one retry deadline', (next) => {
    const names = (Object.keys(next.deadlines) as DeadlineName[]).filter((name) => name !== 'linger')
    for (const name of names) expect(DEADLINES_OF[next.phase]).toContain(name)
    if (['resolving', 'connecting', 'readying', 'closing', 'waiting'].includes(next.phase)) expect(names).toEqual(DEADLINES_OF[next.phase])
  })

  property('sets no deadline in the past', (next, previous, _event, now) => {
    for (const name of Object.keys(next.deadlines) as DeadlineName[])
      if (next.deadlines[name] !== previous.deadlines[name]) expect(next.deadlines[name]).toBeGreaterThanOrEqual(now)
  })

  property('invariant 15: the count equals the number of handles, and a linger runs only when it is 0', (next, previous, event) => {
    const change = event.type === 'retain' ? 1 : event.type === 'release' ? -1 : 0
    expect(next.retains).toBe(previous.retains + change)
    if (next.deadlines.linger !== undefined) expect(isDemanded(next)).toBe(false)
  })

  property('invariant 8: after a close by the user it stays closed until connect() or reconnect()', (next, previous, event) => {
    if (previous.closedBy !== 'user' || event.type === 'connect' || event.type === 'reconnect') return
    expect(next.closedBy).toBe('user')
    expect(['closing', 'closed']).toContain(next.phase)
  })

  property('a signal changes nothing while nothing is watched', (next, previous, event) => {
    if (event.type === 'signal' && (!isWanted(previous) || previous.closedBy)) expect(next).toEqual(previous)
  })

  property('stores who closed it while closed, and null otherwise', (next) => {
    if (next.phase === 'closed') expect(next.closedBy).not.toBeNull()
    else if (next.phase === 'closing') expect([null, 'user']).toContain(next.closedBy)
    else expect(next.closedBy).toBeNull()
  })

  property('invariant 9: the attempt count falls only to 0, and only for a known reason', (next, previous, event) => {
    if (next.attempt >= previous.attempt) return
    expect(next.attempt).toBe(0)
    const isReset = event.type === 'connect' || event.type === 'reconnect' || (event.type === 'deadline' && event.name === 'stable')
    expect(isReset || next.phase === 'idle' || ['closing', 'closed'].includes(previous.phase)).toBe(true)
  })

  property('invariant 12: no attempt follows a fatal close or a fatal error', (next, previous, event) => {
    const wasUp = ['connecting', 'readying', 'open'].includes(previous.phase)
    if (event.type === 'failed' && event.error.fatal && event.generation === previous.generation && ['resolving', 'connecting', 'readying'].includes(previous.phase))
      expect(next).toMatchObject({ phase: 'closed', closedBy: 'failure', error: event.error })
    if (event.type === 'socket-close' && event.close.code === 1008 && event.generation === previous.generation && wasUp)
      expect(next).toMatchObject({ phase: 'closed', closedBy: 'failure' })
  })

  property('has its initial state when idle, except the details of the last socket', (next) => {
    if (next.phase !== 'idle') return
    const { generation, target, lastClose } = next
    expect(next).toEqual({ ...INITIAL_STATE, generation, target, lastClose })
  })

  property('clears an error only when it opens or becomes idle', (next, previous) => {
    if (previous.error && !next.error) expect(['open', 'idle']).toContain(next.phase)
    if (next.phase === 'open') expect(next.error).toBeNull()
  })

  property('ignores all events after dispose', (next, _previous, event, now) => {
    const context = { now, random: 0.5, frames: 0, frameAt: 0, settings: settingsOf({}) }
    const disposed = transition(next, { type: 'dispose' }, context)
    expect(disposed).toMatchObject({ phase: 'closed', closedBy: 'dispose', deadlines: {} })
    expect(transition(disposed, event, context)).toBe(disposed)
  })
})

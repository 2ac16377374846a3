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
const DEADLINES: readonly DeadlineName[] = ['attempt', 'retry', 'stable', 'ping', 'pong', 'linger', 'closing']
const SIGNALS = ['online', 'offline', 'visible', 'hidden', 'frozen', 'resumed', 'restored'] as const

/** What each phase may wait for. The linger belongs to the demand and may come with any of them. */
const DEADLINES_OF: Record<MachineState['phase'], readonly DeadlineName[]> = {
  idle: [],
  resolving: ['attempt'],
  connecting: ['attempt'],
  readying: ['attempt'],
  open: ['stable', 'ping', 'pong'],
  closing: ['closing'],
  waiting: ['retry'],
  suspended: [],
  closed: [],
}

interface Happening {
  readonly event: MachineEvent
  /** An event of an earlier attempt. */
  readonly isStale: boolean
  readonly afterMs: number
  readonly random: number
  readonly frames: number
}

const events: fc.Arbitrary<MachineEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('retain', 'release', 'connect', 'reconnect').map((type) => ({ type }) as MachineEvent) },
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
  { weight: 3, arbitrary: fc.constant({ type: 'ready', generation: 0 } as const) },
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

const happenings = fc.array(
  fc.record({
    event: events,
    isStale: fc.nat(9).map((n) => n === 0),
    afterMs: fc.oneof(fc.nat(3000), fc.nat(60_000)),
    random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    frames: fc.nat(1),
  }),
  { maxLength: 60, size: 'max' },
)

const settingses = fc
  .record({
    heartbeat: fc.constantFrom(false as const, {}, { intervalMs: 2000 }),
    reconnect: fc.constantFrom(true, false, { maxAttempts: 2 }),
  })
  .map((options) => settingsOf(options as Parameters<typeof settingsOf>[0]))

/** Makes a mutation of the state an exception. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !(value instanceof Error)) Object.values(Object.freeze(value)).forEach(frozen)
  return value
}

type Look = (next: MachineState, previous: MachineState, event: MachineEvent, now: number) => void

/** Looks at every step of every history. */
function forAllSteps(look: Look): void {
  holds(
    fc.property(settingses, happenings, (settings, history: readonly Happening[]) => {
      let state = INITIAL_STATE
      let now = 1_700_000_000_000
      let frames = 0
      for (const { event, isStale, afterMs, random, frames: more } of history) {
        now += afterMs
        frames += more
        if (event.type === 'release' && state.retains === 0) continue // a handle is released once
        const stamped = 'generation' in event ? { ...event, generation: state.generation - (isStale ? 1 : 0) } : event
        const next = transition(frozen(state), stamped, { now, random, frames, frameAt: now, settings })
        look(next, state, stamped, now)
        state = next
      }
    }),
  )
}

const isDemanded = ({ retains, connectRequested }: MachineState) => retains > 0 || connectRequested

describe('the machine, whatever happens', () => {
  const property = (name: string, look: Look) => it(name, () => forAllSteps(look), PROPERTY_TIMEOUT_MS)

  property('is pure: the same history gives the same state, and no state is changed', (next, previous, event, now) => {
    const context = { now, random: 0.5, frames: 0, frameAt: 0, settings: settingsOf({}) }
    expect(transition(previous, event, context)).toEqual(transition(previous, event, context))
    expect(Object.keys(next).sort()).toEqual(Object.keys(INITIAL_STATE).sort())
  })

  property('invariant 2: an event of another generation changes nothing', (next, previous, event) => {
    if ('generation' in event && event.generation !== previous.generation) expect(next).toBe(previous)
  })

  property('invariant 1: an attempt has a generation of its own, and begins by resolving', (next, previous) => {
    const step = next.generation - previous.generation
    expect([0, 1]).toContain(step)
    if (step === 1) expect(next.phase).toBe('resolving')
    if (next.phase === 'connecting' && previous.phase !== 'connecting') expect(previous.phase).toBe('resolving')
  })

  property('invariant 4: with demand it is never idle, and waits for something', (next) => {
    if (!isDemanded(next) || next.phase === 'closed' || next.phase === 'suspended') return
    expect(next.phase).not.toBe('idle')
    if (next.phase !== 'open') expect(Object.keys(next.deadlines)).not.toEqual([])
  })

  property('invariant 5: each phase has its own deadlines, and waiting exactly one retry', (next) => {
    const names = (Object.keys(next.deadlines) as DeadlineName[]).filter((name) => name !== 'linger')
    for (const name of names) expect(DEADLINES_OF[next.phase]).toContain(name)
    if (['resolving', 'connecting', 'readying', 'closing', 'waiting'].includes(next.phase)) expect(names).toEqual(DEADLINES_OF[next.phase])
  })

  property('no deadline is set in the past', (next, previous, _event, now) => {
    for (const name of Object.keys(next.deadlines) as DeadlineName[])
      if (next.deadlines[name] !== previous.deadlines[name]) expect(next.deadlines[name]).toBeGreaterThanOrEqual(now)
  })

  property('invariant 15: the count is that of the handles, and a linger runs only without them', (next, previous, event) => {
    const change = event.type === 'retain' ? 1 : event.type === 'release' ? -1 : 0
    expect(next.retains).toBe(previous.retains + change)
    if (next.deadlines.linger !== undefined) expect(isDemanded(next)).toBe(false)
  })

  property('invariant 8: closed by the user it stays closed until connect() or reconnect()', (next, previous, event) => {
    if (previous.closedBy !== 'user' || event.type === 'connect' || event.type === 'reconnect') return
    expect(next.closedBy).toBe('user')
    expect(['closing', 'closed']).toContain(next.phase)
  })

  property('a signal changes nothing while nobody watches', (next, previous, event) => {
    if (event.type === 'signal' && (!isWanted(previous) || previous.closedBy)) expect(next).toEqual(previous)
  })

  property('says who closed it when closed, and nobody otherwise', (next) => {
    if (next.phase === 'closed') expect(next.closedBy).not.toBeNull()
    else if (next.phase === 'closing') expect([null, 'user']).toContain(next.closedBy)
    else expect(next.closedBy).toBeNull()
  })

  property('invariant 9: attempts fall only to 0, for a reason', (next, previous, event) => {
    if (next.attempt >= previous.attempt) return
    expect(next.attempt).toBe(0)
    const isForgiven = event.type === 'connect' || event.type === 'reconnect' || (event.type === 'deadline' && event.name === 'stable')
    expect(isForgiven || next.phase === 'idle' || ['closing', 'closed'].includes(previous.phase)).toBe(true)
  })

  property('invariant 12: a fatal close or error is the last of its attempts', (next, previous, event) => {
    const wasUp = ['connecting', 'readying', 'open'].includes(previous.phase)
    if (event.type === 'failed' && event.error.fatal && event.generation === previous.generation && ['resolving', 'connecting', 'readying'].includes(previous.phase))
      expect(next).toMatchObject({ phase: 'closed', closedBy: 'failure', error: event.error })
    if (event.type === 'socket-close' && event.close.code === 1008 && event.generation === previous.generation && wasUp)
      expect(next).toMatchObject({ phase: 'closed', closedBy: 'failure' })
  })

  property('at rest it is like new, but for what the last socket was', (next) => {
    if (next.phase !== 'idle') return
    const { generation, target, lastClose } = next
    expect(next).toEqual({ ...INITIAL_STATE, generation, target, lastClose })
  })

  property('an error is cleared by an open and by nothing else but rest', (next, previous) => {
    if (previous.error && !next.error) expect(['open', 'idle']).toContain(next.phase)
    if (next.phase === 'open') expect(next.error).toBeNull()
  })

  property('disposed it is deaf', (next, _previous, event, now) => {
    const context = { now, random: 0.5, frames: 0, frameAt: 0, settings: settingsOf({}) }
    const disposed = transition(next, { type: 'dispose' }, context)
    expect(disposed).toMatchObject({ phase: 'closed', closedBy: 'dispose', deadlines: {} })
    expect(transition(disposed, event, context)).toBe(disposed)
  })
})

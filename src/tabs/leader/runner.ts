import type { Broadcast } from '../../core/platform/broadcast'
import { createWallClockTimer } from '../../core/reactive/wall-clock-timer'
import type { LifecycleSignal } from '../../core/vocabulary/options'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { transition } from './election'
import {
  ELECTION_SETTINGS,
  INITIAL_ELECTION,
  type ElectionDeadline,
  type ElectionEvent,
  type ElectionMessage,
  type ElectionSettings,
  type ElectionState,
  type Proof,
} from './election-types'
import { createLockSlot } from './lock-slot'
import type { PortPlatform } from './ports'

/** The parts of a browser that the election needs. */
export interface ElectionPlatform extends PortPlatform {
  /** Uniform in [0, 1). */
  random(): number
  watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe
  isVisible(): boolean
}

/** A page requests a port from the leader of an epoch. */
export interface Dial {
  readonly type: 'dial'
  readonly from: string
  readonly to: string
  readonly epoch: number
}

export interface Leadership {
  readonly epoch: number
  readonly leader: string
}

/** What a tab does with the result of the election. */
export interface ElectionHost {
  /** This tab leads from now on. */
  lead(epoch: number): void
  /** This tab stops acting, before its lock is released. */
  resign(): void
  /** The leader changed. Null: there is none, or it is not known. */
  onLeader(leadership: Leadership | null): void
  /** A page requests a port from this leader. */
  accept(page: string, epoch: number): void
  /** Sends a ping to the server and reports whether an inbound frame followed. */
  probe(done: (of: Proof) => void): void
  /** When the last frame of the server came, see `ElectionContext`. */
  frameAt(): number
  /** The browser refuses locks to this page. The election has stopped. */
  onUnavailable(): void
}

export interface Election {
  getState(): ElectionState
  start(): void
  stop(): void
  dial(to: string, epoch: number): void
}

export interface ElectionOptions {
  /** Names the election. All tabs of an origin that use the same name share one leader. */
  readonly name: string
  /** Unique for each page. */
  readonly id: string
  readonly platform: ElectionPlatform
  readonly host: ElectionHost
  readonly settings?: Partial<ElectionSettings>
}

const isActive = ({ role }: ElectionState) => role !== 'stopped' && role !== 'away'
const watchedEpoch = ({ role, epoch }: ElectionState) =>
  role === 'following' || role === 'candidate' || role === 'claiming' ? epoch : null
const ownEpoch = ({ role, epoch }: ElectionState) =>
  role === 'claiming' ? epoch + 1 : role === 'verifying' || role === 'leading' ? epoch : null

/** Runs the effects of the election. They follow from the difference between two states. */
export function createElection({ name, id, platform, host, settings }: ElectionOptions): Election {
  const context = { id, settings: { ...ELECTION_SETTINGS, ...settings } }
  const prefix = `${name}/`
  const queue: ElectionEvent[] = []
  let state = INITIAL_ELECTION
  let isRunning = false
  let channel: Broadcast | null = null
  let unwatch: Unsubscribe | null = null
  const timer = createWallClockTimer(platform, onAlarm)

  const onFailure = () => {
    if (state.role === 'stopped') return
    dispatch({ type: 'stop' })
    host.onUnavailable()
  }
  /** Waits for the end of an epoch. */
  const watch = createLockSlot(platform.locks, prefix, { mode: 'shared', ifAvailable: false }, (epoch, outcome) =>
    outcome === 'granted' ? dispatch({ type: 'over', epoch }) : outcome === 'failed' && onFailure(),
  )
  /** The lock of the epoch that this tab leads, or wants to. */
  const own = createLockSlot(platform.locks, prefix, { mode: 'exclusive', ifAvailable: true }, (epoch, outcome) =>
    outcome === 'failed' ? onFailure() : dispatch({ type: outcome, epoch }),
  )

  /** An event that an effect causes is handled after the effects of the current one. */
  function dispatch(event: ElectionEvent): void {
    queue.push(event)
    if (isRunning) return
    isRunning = true
    try {
      for (let each = queue.shift(); each; each = queue.shift()) {
        const previous = state
        state = transition(state, each, { ...context, now: platform.now(), random: platform.random(), frameAt: host.frameAt() })
        runEffects(previous, state)
      }
    } finally {
      isRunning = false
    }
  }

  // The order matters: a tab stops acting before its lock is free, and serves before it announces itself.
  function runEffects(previous: ElectionState, next: ElectionState): void {
    if (isActive(next)) channel ??= platform.openChannel(name, receive)
    const led = previous.role === 'leading' ? previous.epoch : null
    const leads = next.role === 'leading' ? next.epoch : null
    if (led !== null && led !== leads) host.resign()
    watch.set(watchedEpoch(next))
    own.set(ownEpoch(next))
    if (leads !== null && led !== leads) host.lead(leads)
    if (previous.leader !== next.leader || (next.leader !== null && previous.epoch !== next.epoch)) {
      host.onLeader(next.leader === null ? null : { epoch: next.epoch, leader: next.leader })
    }
    for (const message of next.outgoing) channel?.post(message)
    if (next.isProving && !previous.isProving) {
      const { epoch } = next
      host.probe((of) => dispatch({ type: 'proved', epoch, of }))
    }
    if (next.lookups !== previous.lookups) void lookUp(next.lookups)
    timer.set(Math.min(...Object.values(next.deadlines), Infinity))
    if (isActive(next)) return
    channel?.close()
    channel = null
  }

  async function lookUp(lookup: number): Promise<void> {
    const epochs = (await platform.locks.names())
      .filter((lock) => lock.startsWith(prefix))
      .map((lock) => Number(lock.slice(prefix.length)))
      .filter(Number.isSafeInteger)
    dispatch({ type: 'found', lookup, highest: epochs.length ? Math.max(...epochs) : null })
  }

  function receive(message: unknown): void {
    const received = message as ElectionMessage | Dial
    if (received.type !== 'dial') return dispatch({ type: 'message', message: received })
    if (received.to === id && state.role === 'leading' && received.epoch === state.epoch) host.accept(received.from, received.epoch)
  }

  function onAlarm(): void {
    const now = platform.now()
    for (const name of Object.keys(state.deadlines) as ElectionDeadline[]) {
      // An earlier deadline may have moved this one.
      if ((state.deadlines[name] ?? Infinity) <= now) dispatch({ type: 'deadline', name })
    }
    timer.set(Math.min(...Object.values(state.deadlines), Infinity))
  }

  return {
    getState: () => state,
    start() {
      unwatch ??= platform.watchLifecycle((signal) => dispatch({ type: 'signal', signal }))
      dispatch({ type: 'signal', signal: platform.isVisible() ? 'visible' : 'hidden' })
      dispatch({ type: 'start' })
    },
    stop() {
      unwatch?.()
      unwatch = null
      dispatch({ type: 'stop' })
    },
    dial(to, epoch) {
      channel?.post({ type: 'dial', from: id, to, epoch } satisfies Dial)
    },
  }
}

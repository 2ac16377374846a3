import { insideOf } from '../../connection/connection-facade'
import type { Interpreter } from '../../connection/interpreter'
import { isRenewing } from '../../policy/machine-state'
import type { MachineEvent, MachineState } from '../../policy/machine-types'
import type { ConnectionSnapshot } from '../../vocabulary/events'
import type { AnyConnection, TapCause, TapEvent, TapListener } from '../../vocabulary/tap'
import type { Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'
import { watchFrames } from './frames'
import { inspectTopic, setFeatureTap } from './feature-tap'
import { shadow, stopAll } from './shadow'
import { shownUrl } from './shown-url'
import type { Tell } from './tell'

type Inside = Interpreter<unknown, unknown>

/** Which methods are shadowed: those that frames pass, or the others. */
type Part = 'frames' | 'rest'

interface Watched {
  /** Replaced when it changes: a listener that is added during an event gets the next one. */
  listeners: readonly TapListener[]
  stop: Unsubscribe
}

const watchedOf = (inside: Inside) => attached<Partial<Record<Part, Watched>>>(inside, 'watched', () => ({}))
const START = { frames: startFrames, rest: start } as const

/** Calls the listener with what happens to the connection. Methods of its interpreter are shadowed, so others pay nothing for it. */
export function watch(connection: AnyConnection, part: Part, listener: TapListener): void {
  const inside = insideOf(connection)
  const parts = watchedOf(inside)
  const known = parts[part]
  if (known) return void (known.listeners = [...known.listeners, listener])
  const watched = (parts[part] = { listeners: [listener], stop: () => {} } as Watched)
  watched.stop = START[part](inside, connection, watched)
}

export function unwatch(connection: AnyConnection, part: Part, listener: TapListener): void {
  const parts = watchedOf(insideOf(connection))
  const watched = parts[part]
  if (!watched) return
  watched.listeners = watched.listeners.filter((each) => each !== listener)
  if (watched.listeners.length > 0) return
  delete parts[part]
  watched.stop()
}

function tellTo(watched: Watched, { host: { clock } }: Inside, connection: AnyConnection): Tell {
  return (event, at = clock.now()) => {
    // Not a copy, which would compute the bytes of every frame.
    const whole = Object.assign(event, { at, connection }) as TapEvent
    for (const listener of watched.listeners) {
      try {
        listener(whole)
      } catch (error) {
        clock.reportError(error)
      }
    }
  }
}

function startFrames(inside: Inside, connection: AnyConnection, watched: Watched): Unsubscribe {
  return watchFrames(inside, tellTo(watched, inside, connection))
}

function start(inside: Inside, connection: AnyConnection, watched: Watched): Unsubscribe {
  const tell = tellTo(watched, inside, connection)
  let queued = inside.sender.queued()
  function tellQueue(): void {
    if (queued === (queued = inside.sender.queued())) return
    tell({ type: 'queue', queued, bufferedAmount: inside.attempt?.socket?.bufferedAmount ?? 0 })
  }

  /** The state and the event that the state machine works on. */
  let previous = inside.state
  /** Null: the tap was added in the middle of an event, and `created` has shown the phase after it. */
  let cause: TapCause | null = null
  const stops = [
    shadow(inside, 'step', (next) => (event) => {
      const before = (previous = inside.state)
      cause = causeOf(event)
      next(event)
      tellQueue()
      tellRenewal(tell, before, event, inside.state)
      if (event.type === 'retain' || event.type === 'release') tell({ type: 'options' })
      if (inside.state.closedBy === 'dispose' && before.closedBy !== 'dispose') tell({ type: 'disposed' })
    }),
    shadow(inside, 'optionsChanged', (next) => () => {
      next()
      tell({ type: 'options' })
    }),
    shadow(inside, 'queueChanged', (next) => () => {
      next()
      tellQueue()
    }),
    shadow(inside.listeners, 'emit', (next) => (type, ...args) => {
      if (type === 'state' && cause) tellState(tell, cause, previous, inside.state, (args as unknown as [ConnectionSnapshot])[0])
      if (type === 'error') tell({ type: 'error', error: (args as unknown as [NonNullable<MachineState['error']>])[0] })
      if (type === 'drop') tell({ type: 'drop', ...pick(args as never) })
      next(type, ...args)
    }),
  ]
  setFeatureTap(connection, {
    channel: (topic) => tell({ type: 'channel', ...inspectTopic(topic) }),
    request: (fields) => tell({ type: 'request', ...fields }),
  })
  return () => {
    stopAll(stops)
    setFeatureTap(connection, undefined)
  }
}

const pick = ([{ message, reason }]: [Pick<Extract<TapEvent, { type: 'drop' }>, 'message' | 'reason'>]) => ({ message, reason })

function causeOf(event: MachineEvent): TapCause {
  const { type } = event
  if (type === 'deadline') return { type, detail: event.name }
  if (type === 'signal') return { type, detail: event.signal }
  if (type === 'failed') return { type, detail: event.error.code }
  if (type === 'socket-close') return { type, detail: String(event.close.code) }
  return { type }
}

function tellState(tell: Tell, cause: TapCause, before: MachineState, { error, target }: MachineState, snapshot: ConnectionSnapshot): void {
  const { phase, attempt, retryAt, lastClose } = snapshot
  tell({
    type: 'state',
    phase,
    previous: before.phase,
    cause,
    attempt,
    retryAt,
    lastClose,
    error,
    isReconnect: phase === 'open' && before.hasOpened,
  })
  if (phase === 'connecting') tell({ type: 'dial', attempt, url: shownUrl(target!.url), protocols: [target!.protocols ?? []].flat().length })
}

function tellRenewal(tell: Tell, before: MachineState, event: MachineEvent, after: MachineState): void {
  if (isRenewing(before) && !isRenewing(after)) tell({ type: 'renewal', stage: event.type === 'ready' ? 'done' : 'failed' })
  if (after.renewals > before.renewals) tell({ type: 'renewal', stage: 'start' })
}

import { createAttempt, type Attempt } from './attempt'
import { raw } from './codec/codec'
import { failure } from './errors'
import type { ConnectionHost } from './host'
import { createInbound } from './inbound'
import { createListeners } from './listeners'
import type { ConnectionOptions, LifecycleOptions } from './option-types'
import { createOutbound } from './outbound'
import { assertCloseArguments } from './policy/close-code'
import { pingMessage } from './policy/heartbeat'
import { transition } from './policy/machine'
import { byDue, isAttempting, isUsable, isWanted, nextDue } from './policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineState } from './policy/machine-types'
import { RECONNECT, settingsOf } from './policy/settings'
import { labelOf } from './policy/url'
import { createAlarm } from './reactive/alarm'
import { createStore } from './reactive/store'
import { ReadyState } from './ready-state'
import { isSameSnapshot, NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import type {
  Codec,
  Connection,
  ConnectionListeners,
  ConnectionSnapshot,
  ConnectionUrl,
  MessageEventLike,
  MessageListener,
  Unsubscribe,
} from './types'

type Listeners<In, Out> = ConnectionListeners<In, Out> & { message: MessageListener<In> }

/** The interpreter: the only place that does what a change of state asks for. */
export function createConnectionIn<In, Out>(
  host: ConnectionHost,
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out>,
): Connection<In, Out> {
  const { clock } = host
  const codec = options.codec ?? (raw as Codec<unknown, unknown> as Codec<In, Out>)
  const settings = settingsOf(options as ConnectionOptions<never, never>)
  const notify = options.notify ?? 'frame'
  const { lifecycle = {} } = options

  let state: MachineState = INITIAL_STATE
  let latest: LatestMessage<In> = NO_MESSAGE
  let attempt: Attempt<In> | null = null
  let frames = 0
  let unwatch: Unsubscribe | null = null
  let isActive = false

  const { on, emit, size: listenerCount } = createListeners<Listeners<In, Out>>(clock.reportError)
  const outbound = createOutbound<Out>({
    encode: (message) => codec.encode(message),
    queue: settings.queue,
    openSocket: () => (state.phase === 'open' && attempt?.socket?.readyState === ReadyState.OPEN ? attempt.socket : null),
    mayOpen: () => !state.closedBy,
    now: clock.now,
    drop: (dropped) => emit('drop', dropped),
    report: clock.reportError,
  })
  const readFrame = createInbound(codec, settings.heartbeat, route, (error) => emit('error', error))
  const store = createStore(() => snapshotOf(state, latest, outbound.queued), notify, clock, isSameSnapshot)
  const alarm = createAlarm(clock, () => {
    // Timers may be a little early, and one deadline may move or remove the next.
    const until = Math.max(clock.now(), nextDue(state))
    for (const name of byDue(state)) if (state.deadlines[name]! <= until) dispatch({ type: 'deadline', name })
  })

  const attemptHost = { url, options, baseUrl: host.baseUrl, dispatch, receive, sendNow: outbound.sendNow }

  // Events: one at a time, to the end, before the next.

  const pending: MachineEvent[] = []
  let isRunning = false

  function dispatch(event: MachineEvent): void {
    pending.push(event)
    if (isRunning) return
    isRunning = true
    for (let next = pending.shift(); next; next = pending.shift()) step(next)
    isRunning = false
    // What the handshake did not receive belongs to subscribers, until one of them or of those told `open` ends it.
    for (let next; state.phase === 'open' && (next = attempt?.handshake?.unread()); ) deliver(...next)
  }

  /** Commits the new state, then does what it asks for, then tells listeners. */
  function step(event: MachineEvent): void {
    const previous = state
    const before = store.getSnapshot()
    state = decide(event)
    const isAtRest = state.phase === 'idle' && previous.phase !== 'idle'
    if (isAtRest) latest = NO_MESSAGE
    if (isAtRest || state.closedBy) outbound.dropAll()
    const hasChanged = store.commit()
    act(previous, event.type === 'deadline')
    tell(previous, event, before)
    if (hasChanged) store.notify()
  }

  function decide(event: MachineEvent): MachineState {
    const context = { now: clock.now(), random: clock.random(), frames, settings }
    try {
      return transition(state, event, context)
    } catch (error) {
      // A reconnect callback threw: it is reported, and the defaults decide.
      clock.reportError(error)
      return transition(state, event, { ...context, settings: { ...settings, reconnect: RECONNECT } })
    }
  }

  /** Everything below is a function of the state, whatever path led to it, but for how hard a line is dropped. */
  function act(previous: MachineState, isLate: boolean): void {
    const { phase, generation, pings, closedBy } = state
    const isNewAttempt = generation !== previous.generation
    if (isNewAttempt || !(isAttempting(state) || isUsable(state))) {
      attempt?.abandon(isLate)
      attempt = null
    }
    if (isNewAttempt) attempt = createAttempt(attemptHost, state)
    if (isNewAttempt || phase !== previous.phase) guarded(() => attempt?.enter(state))
    if (pings > previous.pings) guarded(ping)
    alarm.set(nextDue(state))
    const isWatching = lifecycle && isWanted(state) && !closedBy
    if (isWatching) guarded(() => (unwatch ??= watch(lifecycle)))
    else {
      guarded(() => unwatch?.())
      unwatch = null
    }
    followActivity()
  }

  function tell(previous: MachineState, event: MachineEvent, before: ConnectionSnapshot<In>): void {
    const { phase, generation, error, lastClose } = state
    if (phase !== previous.phase) emit('state', store.getSnapshot(), before)
    if (isUsable(previous) && (!isUsable(state) || generation !== previous.generation))
      emit('close', lastClose!, event.type === 'socket-close' ? event.event : null)
    if (error && error !== previous.error) emit('error', error)
    if (phase === 'open' && previous.phase !== 'open') tellOpen(previous.hasOpened)
  }

  const watch = ({ source = host.watchLifecycle }: LifecycleOptions) => source((signal) => dispatch({ type: 'signal', signal }))

  /** Runs what a user or a socket may make throw; where it matters, a deadline deals with it. */
  function guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      clock.reportError(error)
    }
  }

  function ping(): void {
    if (settings.heartbeat) attempt?.socket?.send(pingMessage(settings.heartbeat) as never)
  }

  /** Listeners' own sends go first, then what was queued. */
  function tellOpen(isReconnect: boolean): void {
    if (!attempt?.openEvent) return
    const { openEvent } = attempt
    emit('open', openEvent, { isReconnect })
    outbound.flush()
    store.changed()
    // Not fatal: some servers only read the offer.
    if (state.target?.protocols?.length && !state.protocol) emit('error', failure('protocol-mismatch'))
  }

  // Messages: past the machine, for there may be thousands a second and they decide nothing.

  function receive(generation: number, event: MessageEventLike): void {
    if (generation !== state.generation || (state.phase !== 'open' && state.phase !== 'readying')) return
    frames++
    readFrame(event)
  }

  function route(message: In, event: MessageEventLike): void {
    if (state.phase === 'readying') attempt?.handshake?.deliver(message, event)
    else deliver(message, event)
  }

  function deliver(message: In, event: MessageEventLike): void {
    latest = { data: message, event }
    store.changed()
    emit('message', message, event)
  }

  // Whoever listens, or waits in the queue, keeps a shared connection from being forgotten.

  function followActivity(): void {
    const hasWork = state.phase !== 'idle' || listenerCount() > 0 || store.size() > 0 || outbound.queued > 0
    const isBusy = hasWork && state.closedBy !== 'dispose'
    if (isBusy !== isActive) host.onActivity?.((isActive = isBusy))
  }

  function kept(unsubscribe: Unsubscribe): Unsubscribe {
    followActivity()
    return () => {
      unsubscribe()
      followActivity()
    }
  }

  return {
    key: labelOf(url, options, host.baseUrl()),
    notify,
    getSnapshot: store.getSnapshot,
    subscribe: (listener) => kept(store.subscribe(listener)),
    onMessage: (listener) => kept(on('message', listener)),
    on: (type, listener) => kept(on(type, listener as never)),
    retain() {
      let isHeld = true
      dispatch({ type: 'retain' })
      return () => {
        if (isHeld) dispatch({ type: 'release' })
        isHeld = false
      }
    },
    connect: () => dispatch({ type: 'connect' }),
    disconnect(code = 1000, reason = '') {
      assertCloseArguments(code, reason)
      dispatch({ type: 'disconnect', code, reason })
    },
    reconnect: () => dispatch({ type: 'reconnect' }),
    send(message) {
      const result = outbound.send(message)
      if (result !== 'sent') store.changed()
      // There is no event for it, but a socket that takes no more is closing, and its close may never come.
      if (result === 'queued' && state.phase === 'open') dispatch({ type: 'socket-closing', generation: state.generation })
      followActivity()
      return result
    },
    get bufferedAmount() {
      return attempt?.socket?.bufferedAmount ?? 0
    },
    get socket() {
      return attempt?.socket ?? null
    },
    get openEvent() {
      return state.phase === 'open' ? (attempt?.openEvent ?? null) : null
    },
    dispose() {
      dispatch({ type: 'dispose' })
      store.dispose()
      host.onDispose?.()
    },
  }
}

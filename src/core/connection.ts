import { createAttempt, type Attempt } from './attempt'
import { failure, tryTo } from './errors'
import type { ConnectionHost } from './host'
import { createListeners } from './listeners'
import type { ConnectionOptions } from './option-types'
import { createOutbound } from './outbound'
import { assertCloseArguments } from './policy/close-code'
import { isPong, pingMessage } from './policy/heartbeat'
import { transition } from './policy/machine'
import { byDue, isAttempting, isUsable, isWanted } from './policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineState } from './policy/machine-types'
import { RECONNECT, settingsOf } from './policy/settings'
import { labelOf } from './policy/url'
import { createAlarm } from './reactive/alarm'
import { createStore } from './reactive/store'
import { isOpen } from './ready-state'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import type {
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
  const settings = settingsOf(options)
  const { codec, heartbeat, notify, lifecycle } = settings

  let state: MachineState = INITIAL_STATE
  let latest: LatestMessage<In> = NO_MESSAGE
  let attempt: Attempt<In> | null = null
  let frames = 0
  let unwatch: Unsubscribe | null = null
  let isActive = false
  let handles = 0

  const { on, emit } = createListeners<Listeners<In, Out>>(clock.reportError)
  const outbound = createOutbound<Out>(settings, clock, {
    openSocket: () => (state.phase === 'open' && attempt?.socket && isOpen(attempt.socket) ? attempt.socket : null),
    mayOpen: () => !state.closedBy,
    drop: (dropped) => emit('drop', dropped),
    changed: () => store.changed(),
  })
  const store = createStore(() => snapshotOf(state, latest, outbound.queued), notify, clock)
  const alarm = createAlarm(clock, () => {
    // Timers may be a little early, and one deadline may move or remove the next.
    const until = Math.max(clock.now(), nextDue())
    for (const [name] of byDue(state)) if (state.deadlines[name]! <= until) dispatch({ type: 'deadline', name })
  })
  const nextDue = () => byDue(state)[0]?.[1] ?? Infinity

  // Events: one at a time, to the end, before the next.

  const pending: MachineEvent[] = []
  const attemptHost = { url, settings, baseUrl: host.baseUrl, dispatch, receive, outbound }

  function dispatch(event: MachineEvent): void {
    if (pending.push(event) > 1) return
    for (const next of pending) step(next) // what comes meanwhile is appended, and done in its turn
    pending.length = 0
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
    const isNewAttempt = state.generation !== previous.generation
    if (isNewAttempt || !(isAttempting(state) || isUsable(state))) {
      attempt?.abandon(isLate)
      attempt = isNewAttempt ? createAttempt(attemptHost, state) : null
    }
    if (isNewAttempt || state.phase !== previous.phase) guarded(() => attempt?.enter(state))
    if (heartbeat && state.pings > previous.pings) guarded(() => attempt?.socket?.send(pingMessage(heartbeat) as never))
    alarm.set(nextDue())
    guarded(watch)
    followActivity()
  }

  /** Listens to the surroundings while there is demand. */
  function watch(): void {
    const { source = host.watchLifecycle } = lifecycle || {}
    if (lifecycle && isWanted(state) && !state.closedBy) {
      unwatch ??= source((signal) => dispatch({ type: 'signal', signal }))
    } else {
      const stop = unwatch
      unwatch = null
      stop?.()
    }
  }

  function tell(previous: MachineState, event: MachineEvent, before: ConnectionSnapshot<In>): void {
    const { phase, error } = state
    if (phase !== previous.phase) emit('state', store.getSnapshot(), before)
    if (isUsable(previous) && (!isUsable(state) || state.generation !== previous.generation))
      emit('close', state.lastClose!, event.type === 'socket-close' ? event.event : null)
    if (error && error !== previous.error) emit('error', error)
    if (phase !== 'open' || previous.phase === 'open') return
    // Listeners' own sends go first, then what was queued.
    emit('ready')
    emit('open', attempt!.openEvent!, { isReconnect: previous.hasOpened })
    outbound.flush()
    store.changed()
    // Not fatal: some servers only read the offer.
    if (state.target?.protocols?.length && !state.protocol) emit('error', failure('protocol-mismatch'))
  }

  /** Where it matters that something threw, a deadline deals with it. */
  const guarded = (run: () => void) => tryTo(run, clock.reportError)

  // Messages: past the machine, for there may be thousands a second and they decide nothing.

  /** Swallows pongs and decodes the rest; a frame that cannot be decoded is never an exception into the socket. */
  function receive(event: MessageEventLike): void {
    const { phase } = state
    if (phase !== 'open' && phase !== 'readying') return
    frames++
    const data = event.data as unknown
    const isSwallowed = (message: unknown) => heartbeat && isPong(heartbeat, message)
    if (isSwallowed(data)) return
    let message: In
    try {
      message = codec.decode(data)
    } catch (cause) {
      return emit('error', failure('decode-failed', cause))
    }
    if (message !== data && isSwallowed(message)) return
    if (phase === 'readying') attempt?.handshake?.deliver(message, event)
    else deliver(message, event)
  }

  function deliver(message: In, event: MessageEventLike): void {
    latest = { data: message, lastMessage: event }
    store.mark()
    emit('message', message, event)
    store.changed() // again, for what listeners made of it may show beside the snapshot
  }

  // Whoever listens, demands or waits in the queue keeps a shared connection from being forgotten.

  function followActivity(): void {
    const isBusy = state.closedBy !== 'dispose' && (state.phase !== 'idle' || handles > 0 || outbound.queued > 0)
    if (isBusy !== isActive) host.onActivity?.((isActive = isBusy))
  }

  /** @returns `end`, which may then be called any number of times. */
  function handle(end: () => void): Unsubscribe {
    let isHeld = true
    handles++
    followActivity()
    return () => {
      if (!isHeld) return
      isHeld = false
      handles--
      end()
      followActivity()
    }
  }

  return {
    key: labelOf(url, options, host.baseUrl()),
    notify,
    getSnapshot: store.getSnapshot,
    subscribe: (listener) => handle(store.subscribe(listener)),
    onMessage: (listener) => handle(on('message', listener)),
    on: (type, listener) => handle(on(type, listener as never)),
    retain() {
      dispatch({ type: 'retain' })
      return handle(() => dispatch({ type: 'release' }))
    },
    connect: () => dispatch({ type: 'connect' }),
    disconnect(code = 1000, reason = '') {
      assertCloseArguments(code, reason)
      dispatch({ type: 'disconnect', code, reason })
    },
    reconnect: () => dispatch({ type: 'reconnect' }),
    send(message, { queue = true } = {}) {
      const result = outbound.send(message, queue)
      if (result !== 'sent') store.changed()
      // There is no event for it, but a socket that takes no more is closing, and its close may never come.
      if (state.phase === 'open' && attempt?.socket && !isOpen(attempt.socket))
        dispatch({ type: 'socket-closing', generation: state.generation })
      followActivity()
      return result
    },
    // Not a field: a console would print the secrets in it.
    get options() {
      return options
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

import { createAttempt, type Attempt, type AttemptedConnection } from './attempt'
import { failure, tryTo } from './errors'
import type { ConnectionHost } from './host'
import { Listeners } from './listeners'
import type { ConnectionOptions } from './option-types'
import { createOutbound, type Line, type Outbound } from './outbound'
import { isPong, pingMessage } from './policy/heartbeat'
import { transition } from './policy/machine'
import { byDue, isAttempting, isUsable, isWanted } from './policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineState } from './policy/machine-types'
import { over, RECONNECT, settingsOf, type Settings } from './policy/settings'
import { createAlarm, type Alarm } from './reactive/alarm'
import { createStore, type Store } from './reactive/store'
import { isEnding } from './ready-state'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import type {
  ConnectionListeners,
  ConnectionSnapshot,
  ConnectionUrl,
  MessageEventLike,
  MessageListener,
  SendResult,
  Unsubscribe,
  WebSocketLike,
} from './types'

/**
 * Does what a change of state asks for, and is the only place that does. A class, because its methods are then not made
 * anew for each connection.
 */
export class Interpreter<In, Out> implements AttemptedConnection<In, Out>, Line<Out> {
  readonly host: ConnectionHost
  readonly url: ConnectionUrl
  readonly options: ConnectionOptions<In, Out>
  readonly settings: Settings<In, Out>
  readonly outbound: Outbound<Out>
  readonly store: Store<ConnectionSnapshot<In>>
  readonly listeners: Listeners<ConnectionListeners<In, Out> & { message: MessageListener<In> }>
  state: MachineState = INITIAL_STATE
  attempt: Attempt<In> | null = null

  readonly #alarm: Alarm
  #latest: LatestMessage<In> = NO_MESSAGE
  #frames = 0
  /** The event at work, and those that it caused. */
  #pending: MachineEvent[] | null = null
  #unwatch: Unsubscribe | null = null
  #isActive = false
  #handles = 0

  constructor(host: ConnectionHost, url: ConnectionUrl, options: ConnectionOptions<In, Out>) {
    this.host = host
    this.url = url
    this.options = options
    const { clock } = host
    this.settings = settingsOf(options)
    this.listeners = new Listeners(clock.reportError)
    this.outbound = createOutbound<Out>(this)
    this.store = createStore(() => snapshotOf(this.state, this.#latest, this.outbound.queued()), this.settings.notify, clock)
    this.#alarm = createAlarm(clock, () => this.#ring())
  }

  // Events: one at a time, to the end, before the next.

  dispatch(event: MachineEvent): void {
    if (this.#pending) return void this.#pending.push(event)
    this.#pending = [event]
    for (const next of this.#pending) this.#step(next) // what comes meanwhile is appended, and done in its turn
    this.#pending = null
    // What the handshake did not receive belongs to subscribers, until one of them or of those told `open` ends it.
    for (let next; this.state.phase === 'open' && (next = this.attempt?.handshake?.unread()); ) this.#deliver(...next)
  }

  /** Commits the new state, then does what it asks for, then tells listeners. */
  #step(event: MachineEvent): void {
    const { state: previous, store } = this
    const before = store.getSnapshot()
    const state = (this.state = this.#decide(event))
    const isAtRest = state.phase === 'idle' && previous.phase !== 'idle'
    if (isAtRest) this.#latest = NO_MESSAGE
    if (isAtRest || state.closedBy) this.outbound.dropAll()
    const hasChanged = store.commit()
    this.#act(previous, event.type === 'deadline')
    this.#tell(previous, event, before)
    if (hasChanged) store.notify()
  }

  #decide(event: MachineEvent): MachineState {
    const { state, settings } = this
    const { clock } = this.host
    const context = { now: clock.now(), random: clock.random(), frames: this.#frames, settings }
    try {
      return transition(state, event, context)
    } catch (error) {
      // A reconnect callback threw: it is reported, and the defaults decide.
      clock.reportError(error)
      return transition(state, event, { ...context, settings: over(settings, { reconnect: RECONNECT }) })
    }
  }

  /** Everything below is a function of the state, whatever path led to it, but for how hard a line is dropped. */
  #act(previous: MachineState, isLate: boolean): void {
    const { state, settings } = this
    const { heartbeat } = settings
    const isNewAttempt = state.generation !== previous.generation
    if (isNewAttempt || !(isAttempting(state) || isUsable(state))) {
      this.attempt?.abandon(isLate, state.closedBy === 'user' ? state.closeWith : {})
      this.attempt = isNewAttempt ? createAttempt(this, state.generation) : null
    }
    const { attempt } = this
    if (isNewAttempt || state.phase !== previous.phase) this.#guarded(() => attempt?.enter(state))
    if (heartbeat && state.pings > previous.pings)
      this.#guarded(() => attempt?.socket?.send(pingMessage(heartbeat) as never))
    this.#alarm.set(this.#nextDue())
    this.#guarded(() => this.#watch())
    this.#followActivity()
  }

  #nextDue(): number {
    return byDue(this.state)[0]?.[1] ?? Infinity
  }

  #ring(): void {
    // Timers may be a little early, and one deadline may move or remove the next.
    const until = Math.max(this.host.clock.now(), this.#nextDue())
    for (const [name] of byDue(this.state))
      if (this.state.deadlines[name]! <= until) this.dispatch({ type: 'deadline', name })
  }

  /** Listens to the surroundings while there is demand. */
  #watch(): void {
    const { state, settings } = this
    const { source = this.host.watchLifecycle } = settings.lifecycle || {}
    if (settings.lifecycle && isWanted(state) && !state.closedBy) {
      this.#unwatch ??= source((signal) => this.dispatch({ type: 'signal', signal }))
    } else {
      const stop = this.#unwatch
      this.#unwatch = null
      stop?.()
    }
  }

  #tell(previous: MachineState, event: MachineEvent, before: ConnectionSnapshot<In>): void {
    const { state, store } = this
    const { phase, error } = state
    if (phase !== previous.phase) this.listeners.emit('state', store.getSnapshot(), before)
    if (isUsable(previous) && (!isUsable(state) || state.generation !== previous.generation))
      this.listeners.emit('close', state.lastClose!, event.type === 'socket-close' ? event.event : null)
    if (error && error !== previous.error) this.listeners.emit('error', error)
    if (phase !== 'open' || previous.phase === 'open') return
    // Listeners' own sends go first, then what was queued.
    this.listeners.emit('ready')
    this.listeners.emit('open', this.attempt!.openEvent!, { isReconnect: previous.hasOpened })
    const queued = this.outbound.queued()
    this.outbound.flush()
    if (queued !== this.outbound.queued()) this.store.mark()
    // Not fatal: some servers only read the offer.
    const offered = [state.target?.protocols ?? []].flat()
    if (offered.length && !offered.includes(state.protocol)) this.listeners.emit('error', failure('protocol-mismatch'))
  }

  /** Where it matters that something threw, a deadline deals with it. */
  #guarded(run: () => void): void {
    tryTo(run, this.host.clock.reportError)
  }

  // Messages: past the machine, for there may be thousands a second and they decide nothing.

  /** Swallows pongs and decodes the rest; a frame that cannot be decoded is never an exception into the socket. */
  receive(event: MessageEventLike): void {
    const { phase } = this.state
    if (phase !== 'open' && phase !== 'readying') return
    this.#frames++
    const { codec, heartbeat } = this.settings
    const data = event.data as unknown
    if (heartbeat && isPong(heartbeat, data)) return
    let message: In
    try {
      message = codec.decode(data)
    } catch (cause) {
      return this.listeners.emit('error', failure('decode-failed', cause))
    }
    if (heartbeat && message !== data && isPong(heartbeat, message)) return
    if (phase === 'readying') this.attempt?.handshake?.deliver(message, event)
    else this.#deliver(message, event)
  }

  #deliver(message: In, event: MessageEventLike): void {
    this.#latest = { data: message, lastMessage: event }
    this.store.mark()
    this.listeners.emit('message', message, event)
    this.store.changed() // again, for what listeners made of it may show beside the snapshot
  }

  // The way out, and what it asks of us.

  send(message: Out, mayQueue: boolean): SendResult {
    const queued = this.outbound.queued()
    const result = this.outbound.send(message, mayQueue)
    if (queued !== this.outbound.queued()) this.store.changed()
    const { state, attempt } = this
    // There is no event for it, but a socket that takes no more is closing, and its close may never come.
    if (state.phase === 'open' && attempt?.socket && isEnding(attempt.socket))
      this.dispatch({ type: 'socket-closing', generation: state.generation })
    this.#followActivity()
    return result
  }

  openSocket(): WebSocketLike | null {
    const socket = this.attempt?.socket
    return this.state.phase === 'open' && socket && !isEnding(socket) ? socket : null
  }

  mayOpen(): boolean {
    return !this.state.closedBy
  }

  // Whoever listens, demands or waits in the queue keeps a shared connection from being forgotten.

  /** @returns `end`, which may then be called any number of times. */
  handle(end: () => void): Unsubscribe {
    let isHeld = true
    this.#handles++
    this.#followActivity()
    return () => {
      if (!isHeld) return
      isHeld = false
      this.#handles--
      end()
      this.#followActivity()
    }
  }

  #followActivity(): void {
    const { state, outbound } = this
    const isBusy = state.closedBy !== 'dispose' && (state.phase !== 'idle' || this.#handles > 0 || outbound.queued() > 0)
    if (isBusy !== this.#isActive) this.host.onActivity?.((this.#isActive = isBusy))
  }

  dispose(): void {
    this.dispatch({ type: 'dispose' })
    this.store.dispose()
    this.host.onDispose?.()
  }
}

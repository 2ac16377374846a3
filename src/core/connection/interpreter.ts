import { isPong, pingMessage } from '../policy/heartbeat'
import { transition } from '../policy/machine'
import { isAttempting, isUsable } from '../policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../policy/machine-types'
import { RECONNECT } from '../policy/defaults'
import { tryTo } from '../policy/try-to'
import { createStore, type Store } from '../reactive/store'
import { createWallClockTimer, type WallClockTimer } from '../reactive/wall-clock-timer'
import { failure } from '../vocabulary/errors'
import type { ConnectionListeners, ConnectionSnapshot, MessageListener, NotifyMode, SendResult } from '../vocabulary/events'
import { isEnding } from '../vocabulary/ready-state'
import type { MessageEventLike, Unsubscribe, WebSocketLike } from '../vocabulary/wire'
import { createAttempt, type Attempt, type AttemptedConnection } from './attempt'
import { dispatchDue, nextDue } from './deadlines'
import { MessageHistory } from './history'
import type { ConnectionHost } from './host'
import { followLifecycle } from './lifecycle-watch'
import { Listeners } from './listeners'
import type { LiveOptions } from './live-options'
import { machineSettingsOf } from './machine-settings'
import { createSender, type Sender, type SenderHost } from './sender'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'

/**
 * Does what a change of state requires, and is the only place that does. A class, because methods on a prototype cost a
 * connection no memory.
 */
export class Interpreter<In, Out> implements AttemptedConnection<In, Out>, SenderHost<Out> {
  readonly host: ConnectionHost
  readonly options: LiveOptions<In, Out>
  readonly sender: Sender<Out>
  readonly store: Store<ConnectionSnapshot<In>>
  readonly listeners: Listeners<ConnectionListeners<In, Out> & { message: MessageListener<In> }>
  history: MessageHistory<In> | null = null
  state: MachineState = INITIAL_STATE
  attempt: Attempt<In> | null = null

  readonly #timer: WallClockTimer
  #stopWatching: Unsubscribe | null = null
  #latest: LatestMessage<In> = NO_MESSAGE
  #frames = 0
  /** The event being handled, and the events that it caused. */
  #pending: MachineEvent[] | null = null
  #isActive = false
  #handles = 0

  constructor(host: ConnectionHost, options: LiveOptions<In, Out>) {
    this.host = host
    this.options = options
    const { clock } = host
    this.listeners = new Listeners(clock.reportError)
    this.sender = createSender<Out>(this)
    this.store = createStore(
      () => snapshotOf(this.state, this.#latest, this.sender.queued()),
      this,
      clock,
    )
    this.#timer = createWallClockTimer(clock, () => dispatchDue(this, clock.now()))
  }

  get notify(): NotifyMode {
    return this.options.get('notify')
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
    if (isAtRest) this.#reset()
    if (isAtRest || state.closedBy) this.sender.dropAll()
    const hasChanged = store.commit()
    this.#act(previous, event.type === 'deadline')
    this.#emitChanges(previous, event, before)
    if (hasChanged) store.notify()
  }

  #reset(): void {
    this.#latest = NO_MESSAGE
    this.history = null
    if (!this.options.isHeld()) this.options.reset()
  }

  #decide(event: MachineEvent): MachineState {
    const { state } = this
    const { clock } = this.host
    const settings = machineSettingsOf(this.options)
    const context = { now: clock.now(), random: clock.random(), frames: this.#frames, settings }
    try {
      return transition(state, event, context)
    } catch (error) {
      // A reconnect callback threw: it is reported, and the defaults decide.
      clock.reportError(error)
      return transition(state, event, { ...context, settings: { ...settings, reconnect: RECONNECT } })
    }
  }

  /** Everything below is a function of the state, whatever path led to it, but for how hard a line is dropped. */
  #act(previous: MachineState, isLate: boolean): void {
    const { state } = this
    const isNewAttempt = state.generation !== previous.generation
    if (isNewAttempt || !(isAttempting(state) || isUsable(state))) {
      this.attempt?.abandon(isLate, state.closedBy === 'user' ? state.closeWith : {})
      this.attempt = isNewAttempt ? createAttempt(this, state.generation) : null
    }
    const { attempt } = this
    if (isNewAttempt || state.phase !== previous.phase) this.#guarded(() => attempt?.enter(state))
    if (state.pings > previous.pings) this.#guarded(() => this.#sendPing())
    this.#timer.set(nextDue(state))
    this.#stopWatching = followLifecycle(this, this.#stopWatching)
    this.#followActivity()
  }

  #sendPing(): void {
    const heartbeat = this.options.get('heartbeat')
    if (heartbeat) this.attempt?.socket?.send(pingMessage(heartbeat) as never)
  }

  #emitChanges(previous: MachineState, event: MachineEvent, before: ConnectionSnapshot<In>): void {
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
    const queued = this.sender.queued()
    this.sender.flush()
    if (queued !== this.sender.queued()) this.store.mark()
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
    const heartbeat = this.options.given('heartbeat')
    const data = event.data as unknown
    if (heartbeat && isPong(heartbeat, data)) return
    let message: In
    try {
      message = this.options.get('codec').decode(data)
    } catch (cause) {
      return this.listeners.emit('error', failure('decode-failed', cause))
    }
    if (heartbeat && message !== data && isPong(heartbeat, message)) return
    if (phase === 'readying') this.attempt?.handshake?.deliver(message, event)
    else this.#deliver(message, event)
  }

  #deliver(message: In, event: MessageEventLike): void {
    this.#latest = { data: message, lastMessage: event }
    this.#remember(message, event)
    this.store.mark()
    this.listeners.emit('message', message, event)
    this.store.changed() // again, for what listeners made of it may show beside the snapshot
  }

  #remember(message: In, event: MessageEventLike): void {
    const limit = this.options.get('history')
    this.history = limit > 0 ? (this.history ?? new MessageHistory()).add(message, event, limit) : null
  }

  send(message: Out, mayQueue: boolean): SendResult {
    const queued = this.sender.queued()
    const result = this.sender.send(message, mayQueue)
    if (queued !== this.sender.queued()) this.store.changed()
    const { state, attempt } = this
    // There is no event for it, but a socket that takes no more is closing, and its close may never come.
    if (state.phase === 'open' && attempt?.socket && isEnding(attempt.socket))
      this.dispatch({ type: 'socket-closing', generation: state.generation })
    this.#followActivity()
    return result
  }

  clearQueue(predicate?: (message: Out) => boolean): number {
    const count = this.sender.clear(predicate)
    if (count > 0) this.store.changed()
    this.#followActivity()
    return count
  }

  /** Some options take effect at once. */
  optionsChanged(): void {
    this.options.changed()
    if (this.state.phase !== 'idle') this.dispatch({ type: 'options' })
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
    const { state, sender } = this
    const isBusy = state.closedBy !== 'dispose' && (state.phase !== 'idle' || this.#handles > 0 || sender.queued() > 0)
    if (isBusy !== this.#isActive) this.host.onActivity?.((this.#isActive = isBusy))
  }

  dispose(): void {
    this.dispatch({ type: 'dispose' })
    this.store.dispose()
    this.host.onDispose?.()
  }
}

import { transition } from '../policy/machine'
import { isAttempting, isUsable } from '../policy/machine-state'
import { INITIAL_STATE, type MachineEvent, type MachineState } from '../policy/machine-types'
import { tryTo } from '../policy/try-to'
import { createStore, type Store } from '../reactive/store'
import { createWallClockTimer, type WallClockTimer } from '../reactive/wall-clock-timer'
import { failure } from '../vocabulary/errors'
import type { Connection } from '../vocabulary/connection'
import type { ConnectionListeners, ConnectionSnapshot, MessageListener, NotifyMode, SendOptions, SendResult } from '../vocabulary/events'
import { isEnding } from '../vocabulary/ready-state'
import type { Codec, MessageEventLike, Unsubscribe, WebSocketLike } from '../vocabulary/wire'
import { createAttempt, type Attempt, type AttemptedConnection } from './attempt'
import { dispatchDue, nextDue } from './deadlines'
import { Heartbeat } from './heartbeat'
import type { MessageHistory } from './history'
import type { ConnectionHost } from './host'
import { followDemand, followLifecycle } from './demand'
import { Listeners } from './listeners'
import type { LiveOptions } from './live-options'
import { machineSettingsOf, withoutFunctions } from './machine-settings'
import { deliver, receive } from './receiver'
import { createSender, type Sender, type SenderHost } from './sender'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import { emitFailure, noticeReads, readQuietly } from './unheard-failures'

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
  latest: LatestMessage<In> = NO_MESSAGE
  history: MessageHistory<In> | null = null
  /** Inbound frames so far, of any kind. */
  frames = 0
  /** What users hold. */
  facade: Connection<In, Out> | null = null
  state: MachineState = INITIAL_STATE
  attempt: Attempt<In> | null = null

  readonly #timer: WallClockTimer
  #stopWatching: Unsubscribe | null = null
  #cleanUp: Unsubscribe | null = null
  #beat: Heartbeat | null = null
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
      () => noticeReads(this, snapshotOf(this.state, this.latest, this.sender.queued(), this.#beat?.latencyMs)),
      this,
      clock,
    )
    this.#timer = createWallClockTimer(clock, () => dispatchDue(this, clock.now()))
  }

  /** A function makes one for each socket. */
  codec(): Codec<In, Out> | (() => Codec<In, Out>) {
    const codec = this.options.get('codec')
    return typeof codec === 'function' ? () => (this.attempt!.codec ??= codec()) : codec
  }

  get notify(): NotifyMode {
    return this.options.get('notify')
  }

  // Events are handled one at a time, each to its end.

  dispatch(event: MachineEvent): void {
    if (this.#pending) return void this.#pending.push(event)
    this.#pending = [event]
    for (const next of this.#pending) this.step(next) // events that it causes are appended
    this.#pending = null
    this.#deliverUnread()
  }

  /** Subscribers get what the handshake did not receive, until one of them or an `open` listener closes the connection. */
  #deliverUnread(): void {
    for (let next; this.state.phase === 'open' && (next = this.attempt?.dialogue?.unread()); ) deliver(this, ...next)
  }

  /** Commits the new state, then acts on it, then calls listeners. */
  step(event: MachineEvent): void {
    const { state: previous, store } = this
    const before = store.getSnapshot()
    const state = (this.state = this.decide(event))
    const isAtRest = state.phase === 'idle' && previous.phase !== 'idle'
    if (isAtRest) this.#reset()
    if (state.phase !== 'open') this.#beat = null
    if (isAtRest || state.closedBy) this.sender.dropAll()
    // Options show nothing by themselves. React passes them on while it commits, when no notification may schedule a render.
    const hasChanged = event.type !== 'options' && readQuietly(() => store.commit())
    this.#act(previous, event.type === 'deadline')
    this.#emitChanges(previous, event, before)
    if (hasChanged) store.notify()
  }

  #reset(): void {
    this.latest = NO_MESSAGE
    this.history = null
    this.#forget()
  }

  /** Options of earlier holders end at rest. */
  #forget(): void {
    if (!this.options.isHeld()) this.options.reset()
  }

  /** Like `startAttempt`, replaced where another realm owns the socket. */
  decide(event: MachineEvent): MachineState {
    const { state, host: { clock } } = this
    const settings = machineSettingsOf(this.options)
    const context = { now: clock.now(), random: clock.random(), frames: this.frames, frameAt: this.#beat?.frameAt ?? 0, settings }
    try {
      return transition(state, event, context)
    } catch (error) {
      // A function in the options threw: it is reported, and the defaults decide.
      clock.reportError(error)
      return transition(state, event, { ...context, settings: withoutFunctions(settings) })
    }
  }

  /** Everything here follows from the state, whatever path led to it, except how a socket is abandoned. */
  #act(previous: MachineState, isLate: boolean): void {
    const { state } = this
    this.#cleanUp = followDemand(this, this.#cleanUp)
    const isNewAttempt = state.generation !== previous.generation
    if (isNewAttempt || !(isAttempting(state) || isUsable(state))) {
      if (previous.phase === 'open' && !isLate) void this.attempt?.farewell()
      this.attempt?.abandon(isLate, state.closedBy === 'user' ? state.closeWith : {})
      this.attempt = isNewAttempt ? this.startAttempt(state.generation) : null
    }
    const { attempt } = this
    if (isNewAttempt || state.phase !== previous.phase) tryTo(() => attempt?.enter(state), this.host.clock.reportError)
    if (state.renewals > previous.renewals) {
      this.#deliverUnread() // the renewal has a dialogue of its own
      attempt?.renew()
    }
    if (state.pings > previous.pings) this.heartbeat().ping()
    this.#timer.set(nextDue(state))
    this.sender.stateChanged()
    this.#stopWatching = followLifecycle(this, this.#stopWatching)
    this.#followActivity()
  }

  startAttempt(generation: number): Attempt<In> {
    return createAttempt(this, generation)
  }

  /** Created when the first socket with a heartbeat needs it. */
  heartbeat(): Heartbeat {
    return (this.#beat ??= new Heartbeat(this))
  }

  #emitChanges(previous: MachineState, event: MachineEvent, before: ConnectionSnapshot<In>): void {
    const { state, store } = this
    const { phase, error } = state
    if (phase !== previous.phase) this.listeners.emit('state', store.getSnapshot(), before)
    if (isUsable(previous) && !isUsable(state))
      this.listeners.emit('close', state.lastClose!, event.type === 'socket-close' ? event.event : null)
    if (error && error !== previous.error) emitFailure(this, error)
    if (phase !== 'open' || previous.phase === 'open') return
    // Messages that listeners send go first, then the queue.
    this.listeners.emit('ready')
    this.listeners.emit('open', this.attempt!.openEvent!, { isReconnect: previous.hasOpened })
    this.sender.flush()
    // Not fatal: some servers only read the offered protocols.
    const offered = [state.target?.protocols ?? []].flat()
    if (offered.length && !offered.includes(state.protocol)) emitFailure(this, failure('protocol-mismatch'))
  }

  receive(event: MessageEventLike): void {
    receive(this, event)
  }

  send(message: Out, options: SendOptions<Out>): SendResult {
    const result = this.sender.send(message, options)
    const { state, attempt } = this
    // No event reports it, but a socket that takes no more messages is closing, and its close may never come.
    if (attempt?.socket && isEnding(attempt.socket)) this.dispatch({ type: 'socket-closing', generation: state.generation })
    this.#followActivity()
    return result
  }

  async renew(): Promise<void> {
    this.dispatch({ type: 'renew' })
    await Promise.resolve() // a listener may have called it: then the event is handled after this call
    await this.attempt?.renewal
  }

  clearQueue(predicate?: (message: Out) => boolean): number {
    return this.sender.clear(predicate)
  }

  /** Some options take effect at once. */
  optionsChanged(): void {
    this.options.changed()
    if (this.state.phase !== 'idle') this.dispatch({ type: 'options' })
    else this.#forget()
  }

  openSocket(): WebSocketLike | null {
    const socket = this.attempt?.socket
    return this.state.phase === 'open' && socket && !isEnding(socket) ? socket : null
  }

  queueChanged(): void {
    this.store.changed()
    this.#followActivity()
  }

  // A shared connection stays in the registry while it has listeners, demand or queued messages.

  /** @returns `end`, idempotent. */
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

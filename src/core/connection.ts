import { createAttempt, protocolIgnored, type Attempt } from './attempt'
import { raw } from './codec/codec'
import { machinePolicyOf } from './options'
import { createOutbound } from './outbound'
import { assertCloseArguments } from './policy/close-code'
import type { ConnectionHost } from './host'
import { createInbound } from './inbound'
import { counted, createListeners } from './listeners'
import { pingMessage } from './policy/heartbeat'
import { transition } from './policy/machine'
import { isWanted, nextDeadline } from './policy/machine-state'
import { INITIAL_STATE } from './policy/machine-types'
import type { Effect, MachineEvent, MachineState } from './policy/machine-types'
import { labelOf } from './policy/url'
import { createAlarm } from './reactive/alarm'
import { createEmitter } from './reactive/emitter'
import { createStore } from './reactive/store'
import { isVisibleChange, NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import type { ConnectionOptions } from './option-types'
import type { Codec, Connection, ConnectionUrl, MessageEventLike, Unsubscribe } from './types'

const OPEN = 1

/** The interpreter: the only place that runs what `transition` decides. */
export function createConnectionIn<In, Out>(
  host: ConnectionHost,
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out>,
): Connection<In, Out> {
  const { clock } = host
  const codec = options.codec ?? (raw as Codec<unknown, unknown> as Codec<In, Out>)
  const policy = machinePolicyOf(options as ConnectionOptions<never, never>, clock.reportError)
  const notify = options.notify ?? 'frame'
  const watchLifecycle = (options.lifecycle || {}).source ?? host.watchLifecycle

  let state: MachineState = INITIAL_STATE
  let latest: LatestMessage<In> = NO_MESSAGE
  let attempt: Attempt<In> | null = null
  let frames = 0
  let unwatch: Unsubscribe | null = null
  let listenerCount = 0
  let isActive = false

  const outbound = createOutbound<Out>({
    encode: (message) => codec.encode(message),
    queue: options.queue ?? {},
    openSocket: () => (state.phase === 'open' && attempt?.socket?.readyState === OPEN ? attempt.socket : null),
    mayOpen: () => state.closedBy === null,
    now: clock.now,
    drop: (dropped) => emit('drop', dropped),
    report: clock.reportError,
  })
  const store = createStore(() => snapshotOf(state, latest, outbound.queued), notify, clock)
  const alarm = createAlarm(clock, ring)
  const messages = createEmitter<[In, MessageEventLike]>(clock.reportError)
  const { on, emit } = createListeners<In, Out>(clock.reportError)
  const readFrame = createInbound(codec, policy.heartbeat, route, (error) => emit('error', error))

  // Events: one at a time, to the end, before the next.

  const pending: MachineEvent[] = []
  let isRunning = false

  function dispatch(event: MachineEvent): void {
    pending.push(event)
    if (isRunning) return
    isRunning = true
    try {
      for (let next = pending.shift(); next; next = pending.shift()) step(next)
    } finally {
      isRunning = false
    }
  }

  /** Commits the new state, then runs its effects, then tells listeners. */
  function step(event: MachineEvent): void {
    const previous = state
    const before = store.getSnapshot()
    const [next, effects] = transition(state, event, { now: clock.now(), random: clock.random(), frames, policy })
    state = next
    const isVisible = isVisibleChange(previous, state)
    if (isVisible) store.commit()
    for (const effect of effects) act(effect)
    followState()
    if (previous.phase !== state.phase) emit('state', store.getSnapshot(), before)
    for (const effect of effects) tell(effect)
    if (isVisible) store.notify()
  }

  /** Timers and listeners on the environment are functions of the state, whatever path led to it. */
  function followState(): void {
    alarm.set(nextDeadline(state)?.due ?? null)
    const isWatching = isWanted(state) && state.closedBy === null && options.lifecycle !== false
    if (isWatching) unwatch ??= watchLifecycle((signal) => dispatch({ type: 'signal', signal }))
    else {
      unwatch?.()
      unwatch = null
    }
    followActivity()
  }

  function followActivity(): void {
    const hasWork = state.phase !== 'idle' || listenerCount > 0 || outbound.queued > 0
    const isBusy = hasWork && state.closedBy !== 'dispose'
    if (isBusy !== isActive) host.onActivity?.((isActive = isBusy))
  }

  const keep = (unsubscribe: Unsubscribe) =>
    counted(unsubscribe, (by) => {
      listenerCount += by
      followActivity()
    })

  function ring(): void {
    const next = nextDeadline(state)
    if (next) dispatch({ type: 'deadline', name: next.name })
  }

  // Effects

  function act(effect: Effect): void {
    switch (effect.type) {
      case 'resolve': {
        const { generation, lastClose } = state
        attempt = createAttempt<In, Out>({
          generation,
          attempt: state.attempt,
          lastClose,
          url,
          options,
          baseUrl: host.baseUrl(),
          dispatch,
          receive: (event) => receive(generation, event),
          sendNow: outbound.sendNow,
        })
        return attempt.resolve()
      }
      case 'dial':
        return attempt?.dial(effect)
      case 'handshake':
        return attempt?.startHandshake()
      case 'abandon':
        attempt?.abandon()
        attempt = null
        return
      case 'close-socket':
        return guarded(() => attempt?.socket?.close(effect.code, effect.reason))
      case 'ping':
        return guarded(() => policy.heartbeat && attempt?.socket?.send(pingMessage(policy.heartbeat) as never))
      case 'drop-queue':
        return outbound.dropAll()
      case 'forget-messages':
        latest = NO_MESSAGE
        return store.commit()
    }
  }

  function guarded(run: () => void): void {
    try {
      run()
    } catch (error) {
      clock.reportError(error) // the deadline that goes with the effect deals with the socket
    }
  }

  function tell(effect: Effect): void {
    switch (effect.type) {
      case 'tell-open':
        return tellOpen(effect.isReconnect)
      case 'tell-close':
        return emit('close', effect.close, effect.event)
      case 'tell-error':
        return emit('error', effect.error)
    }
  }

  /** Listeners' own sends go first, then what was queued; what the handshake left unread belongs to subscribers. */
  function tellOpen(isReconnect: boolean): void {
    if (!attempt?.openEvent) return
    const { openEvent, handshake, isProtocolIgnored } = attempt
    emit('open', openEvent, { isReconnect })
    outbound.flush()
    if (isProtocolIgnored) emit('error', protocolIgnored())
    for (const [message, event] of handshake?.leftovers() ?? []) deliver(message, event)
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
    messages.emit(message, event)
  }

  return {
    key: labelOf(url, options, host.baseUrl()),
    notify,
    getSnapshot: store.getSnapshot,
    subscribe: (listener) => keep(store.subscribe(listener)),
    onMessage: (listener) => keep(messages.add(listener)),
    on: (type, listener) => keep(on(type, listener)),
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
      if (result === 'queued') {
        store.changed()
        followActivity()
      }
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

import { computed, getCurrentScope, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import { createActions, isWantedBy, type Intent, type WebSocketActions } from '../core/binding/actions'
import { systemClock } from '../core/platform/clock'
import { createEmitter } from '../core/reactive/emitter'
import { createSubscriber, IDLE_SNAPSHOT, WANTED_SNAPSHOT } from '../core/binding/subscriber'
import type { Connection } from '../core/vocabulary/connection'
import type { ConnectionSnapshot, MessageListener } from '../core/vocabulary/events'
import type { MessageEventLike, RawIncoming, Unsubscribe, WireData } from '../core/vocabulary/wire'
import type { SubscriberOptions } from '../core/vocabulary/subscriber'
import { createDerivedRefs, type SnapshotRefs } from './derived-refs'
import { holdOptions, useAcquired, type UrlSource } from './use-acquired'
import type { UseConnectionOptions } from './use-connection'
import { useDeactivated } from './use-deactivated'
import { followLive, useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'

export interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In>
  extends UseConnectionOptions<In, Out>,
    Omit<SubscriberOptions<In, Selected>, 'enabled'> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: MaybeRefOrGetter<boolean | undefined>
  /**
   * While a KeepAlive has the component deactivated: `'keep'` goes on as before; `'pause'` stops updating the refs, and
   * catches up on activation, while callbacks go on; `'release'` also gives up demand and callbacks.
   *
   * @default 'keep'
   */
  deactivated?: 'keep' | 'pause' | 'release'
}

export interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected>
  extends SnapshotRefs<ConnectionSnapshot<Selected>>,
    WebSocketActions<Out> {
  /** Null while there is no url. */
  readonly connection: Readonly<ShallowRef<Connection<In, Out> | null>>
  /**
   * Every message that passes `filter`, in order, until the returned function is called or a scope ends: the one it is
   * called in, a component's say, or the composable's.
   */
  onMessage(listener: MessageListener<In>): Unsubscribe
}

/**
 * A connection's state and messages as shallow refs of this composable's own. `data` is the latest message and may skip
 * some; `onMessage` has them all.
 *
 * @param url Another string is another connection; an equal one, or an equal `URL`, is the same. A function that is
 *   to be asked before each dial comes in a getter, `() => askForUrl`, or in a ref. Null, undefined or '' for none yet.
 */
export function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(
  url: UrlSource,
  options: UseWebSocketOptions<In, Out, Selected> = {},
): UseWebSocketResult<Selected, Out, In> {
  const scope = getCurrentScope()
  const live = useLive()
  const { isLive, isPrerender } = live
  const acquired = useAcquired<In, Out>(url, options)
  const { connection } = acquired
  const isDeactivated = useDeactivated()
  const isPaused = computed(() => isDeactivated.value && (options.deactivated ?? 'keep') !== 'keep')
  const enabled = () => toValue(options.enabled) ?? true
  const intent = shallowRef<Intent | null>(null)
  watch(enabled, () => (intent.value = null), { flush: 'sync' })
  const holder = () => ({ connection: connection.value, enabled: enabled(), intent: intent.value })
  const say = (said: Intent) => {
    intent.value = said
    attachNow() // callbacks are to hear what comes of it
  }
  const { actions, reopen } = createActions<In, Out>(() => now, say)

  const listeners = createEmitter<[In, MessageEventLike]>(systemClock.reportError)
  const onMessage: MessageListener<In> = (message, event) => {
    try {
      options.onMessage?.(message, event)
    } finally {
      listeners.emit(message, event)
    }
  }
  function addListener(listener: MessageListener<In>): Unsubscribe {
    const stop = listeners.add((message, event) => {
      if (scope?.active !== false) listener(message, event)
    })
    // A listener that a component adds to a store's ends with the component.
    if (getCurrentScope()) onScopeDispose(stop)
    return stop
  }
  // Over the given object, not a copy of it: what is added or replaced there later counts.
  const subscriberOptions = Object.assign(Object.create(options) as SubscriberOptions<In, Selected>, { onMessage })
  const subscriber = useMadeFor(connection, (current) => createSubscriber(current))
  const isWanted = computed(() => isWantedBy(holder()))
  holdOptions(live, acquired, options, () => isWanted.value)
  const wanted = computed(() => (isWanted.value ? subscriber.value : null))

  // Mirrored for the actions: an effect of the user's that calls `open()` must not follow any of it.
  let now = holder()
  function read(): ConnectionSnapshot<Selected> {
    const current = wanted.value
    if (!current) return IDLE_SNAPSHOT
    if (isPrerender && !isLive()) return WANTED_SNAPSHOT
    const { filter } = options
    // Another function each time: what it decides may depend on refs.
    return current.read<Selected>(filter ? { filter: (message) => filter(message) } : {})
  }
  const { result, changed } = createDerivedRefs(
    {
      initial: IDLE_SNAPSHOT,
      read,
      isPaused: () => isPaused.value,
      select: () => options.select,
      mirror: () => (now = holder()),
    },
    { ...actions, connection, onMessage: addListener },
  )
  // At once, unlike what takes demand: nothing that `open()` causes may be missed.
  followLive(isLive, () => wanted.value, (current) => current.subscribe(changed))
  const attachNow = watchLive(
    () => isLive() && !(isDeactivated.value && options.deactivated === 'release'),
    () => wanted.value,
    (current) => current.attach(() => subscriberOptions, reopen),
  )

  return result
}

import {
  computed,
  getCurrentInstance,
  onActivated,
  onDeactivated,
  shallowRef,
  toValue,
  watch,
  type MaybeRefOrGetter,
  type ShallowRef,
} from 'vue'
import { createActions, isWantedBy, type Intent, type WebSocketActions } from '../core/actions'
import { systemClock } from '../core/platform/clock'
import { createEmitter } from '../core/reactive/emitter'
import { createSubscriber, IDLE_SNAPSHOT, WANTED_SNAPSHOT } from '../core/subscriber'
import type {
  Connection,
  ConnectionSnapshot,
  ConnectionUrl,
  MessageEventLike,
  MessageListener,
  RawIncoming,
  SubscriberOptions,
  Unsubscribe,
  WireData,
} from '../core/types'
import { createSnapshotRefs, type SnapshotRefs } from './snapshot-refs'
import { useAcquired } from './use-acquired'
import type { UseConnectionOptions } from './use-connection'
import { useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'

export interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In>
  extends UseConnectionOptions<In, Out>,
    Omit<SubscriberOptions<In, Selected>, 'enabled'> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: MaybeRefOrGetter<boolean>
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
  /** Every message that passes `filter`, in order, until the scope ends or the returned function is called. */
  onMessage(listener: MessageListener<In>): Unsubscribe
}

/**
 * A connection's state and messages as shallow refs of this composable's own. `data` is the latest message and may skip
 * some; `onMessage` has them all.
 *
 * @param url Another string is another connection; an equal one, or an equal `URL`, is the same. A getter may return a
 *   function, which is then asked before each dial. Null, undefined or '' for none yet.
 */
export function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(
  url: MaybeRefOrGetter<ConnectionUrl | null | undefined>,
  options: UseWebSocketOptions<In, Out, Selected> = {},
): UseWebSocketResult<Selected, Out, In> {
  const live = useLive()
  const connection = useAcquired<In, Out>(url, options, live)
  const isDeactivated = useDeactivated()
  const isPaused = computed(() => isDeactivated.value && (options.deactivated ?? 'keep') !== 'keep')
  const enabled = () => toValue(options.enabled) ?? true
  const intent = shallowRef<Intent | null>(null)
  watch(enabled, () => (intent.value = null), { flush: 'sync' })
  const holder = () => ({ connection: connection.value, enabled: enabled(), intent: intent.value })
  const { actions, reopen } = createActions<In, Out>(holder, (said) => (intent.value = said))

  const listeners = createEmitter<[In, MessageEventLike]>(systemClock.reportError)
  if (options.onMessage) listeners.add((message, event) => options.onMessage?.(message, event))
  const subscriberOptions = { ...options, enabled: true, onMessage: (message: In, event: MessageEventLike) => listeners.emit(message, event) }
  const subscriber = useMadeFor(connection, (current) => createSubscriber(current, subscriberOptions))
  const wanted = computed(() => (isWantedBy(holder()) ? subscriber.value : null))

  function read(): ConnectionSnapshot<Selected> {
    if (!wanted.value) return IDLE_SNAPSHOT
    return live.isPrerender && !live.isLive.value ? WANTED_SNAPSHOT : wanted.value.read(options)
  }
  const { refs, show } = createSnapshotRefs(read(), options.select !== undefined)
  const update = () => {
    if (!isPaused.value) show(read())
  }
  watch([wanted, live.isLive, isPaused], update, { flush: 'sync' })
  watchLive(live, () => wanted.value, (current) => current.subscribe(update))
  watchLive(
    live,
    () => (isDeactivated.value && options.deactivated === 'release' ? null : wanted.value),
    (current) => current.attach(() => subscriberOptions, reopen),
  )

  return {
    ...refs,
    ...actions,
    connection,
    onMessage: (listener) => listeners.add(listener),
  }
}

function useDeactivated(): Readonly<ShallowRef<boolean>> {
  const isDeactivated = shallowRef(false)
  if (getCurrentInstance()) {
    onActivated(() => (isDeactivated.value = false))
    onDeactivated(() => (isDeactivated.value = true))
  }
  return isDeactivated
}

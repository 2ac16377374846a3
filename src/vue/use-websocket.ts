import { computed, getCurrentScope, onScopeDispose, shallowRef, toValue, watch } from 'vue'
import { createActions, isWantedBy, type Intent } from '../core/binding/component-actions'
import { systemClock } from '../core/platform/clock'
import { createEmitter } from '../core/reactive/emitter'
import { createSubscriber, IDLE_SNAPSHOT, WANTED_SNAPSHOT } from '../core/binding/subscriber'
import type { ConnectionSnapshot, MessageListener } from '../core/vocabulary/events'
import type { MessageEventLike, Unsubscribe } from '../core/vocabulary/wire'
import type { SubscriberOptions } from '../core/vocabulary/subscriber'
import { createDerivedRefs } from './derived-refs'
import { holdOptions, useAcquired } from './use-acquired'
import type { UrlSource } from './use-connection-types'
import { useDeactivated } from './use-deactivated'
import { followLive, useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'
import type { UseWebSocket, UseWebSocketOptions, UseWebSocketResult } from './use-websocket-types'

export const useWebSocket = function useWebSocket<In, Out, Selected = In>(
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
  const component = () => ({ connection: connection.value, enabled: enabled(), intent: intent.value })
  const setIntent = (next: Intent) => {
    intent.value = next
    attachNow() // callbacks must get the events that follow
  }
  const { actions, reopen } = createActions<In, Out>(() => now, setIntent)

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
  const isWanted = computed(() => isWantedBy(component()))
  holdOptions(live, acquired, options, () => isWanted.value)
  const wanted = computed(() => (isWanted.value ? subscriber.value : null))

  // Mirrored for the actions: an effect of the user's that calls `open()` must not follow any of it.
  let now = component()
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
      mirror: () => (now = component()),
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
} as unknown as UseWebSocket

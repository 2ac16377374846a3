import { computed, shallowRef, toValue, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Channel, ChannelOptions, ChannelSnapshot, Connection, MessageListener, RecoveryVerdict } from '../core'
import { IDLE_CHANNEL } from '../core/features/channel/topic'
import { createChannelView } from '../core/binding/channel-view'
import { createDerivedRefs, type SnapshotRefs } from './derived-refs'
import { useLive, watchLive } from './use-live'

export interface UseChannelOptions<In, Selected = In, Position = unknown> extends ChannelOptions<Position> {
  /** False: does not want the channel, whose status is `idle`. @default true */
  enabled?: MaybeRefOrGetter<boolean | undefined>
  /** What `data` is made of. */
  select?(message: In): Selected
  onMessage?: MessageListener<In>
  /** Called each time it is known whether the subscription continued without loss; needs `channels.recovery`. */
  onRecovery?: ((recovery: RecoveryVerdict) => void) | undefined
}

export interface UseChannelResult<Selected, In = Selected> extends SnapshotRefs<Omit<ChannelSnapshot<Selected>, 'conflated'>> {
  /** For `useMessage`, `useMessages` and `useMessageReducer`. Null while there is no connection or key, and while not enabled. */
  readonly channel: Readonly<ShallowRef<Channel<In> | null>>
}

/**
 * A channel's latest message and status. Callers with the same key share one subscription at the server. It is sent on each
 * open, and ends after the last of them ends. Takes no demand for the connection.
 */
export function useChannel<In, Out, Selected = In, Position = unknown>(
  connection: MaybeRefOrGetter<Connection<In, Out, Position> | null | undefined>,
  key: MaybeRefOrGetter<string | null | undefined>,
  options: UseChannelOptions<In, Selected, NoInfer<Position>> = {},
): UseChannelResult<Selected, In> {
  // Callbacks of synchronous watchers read no refs: in Vue 3.4 the user's effect that changed a value would follow them.
  const make = (current: Connection<In, Out> | null | undefined, name: string | null | undefined) =>
    current && typeof name === 'string' ? createChannelView(current, name, options) : null
  const view = shallowRef(make(toValue(connection), toValue(key)))
  const source = [() => toValue(connection), () => toValue(key)] as const
  watch(source, ([current, name]) => (view.value = make(current, name)), { flush: 'sync' })
  const wanted = computed(() => ((toValue(options.enabled) ?? true) ? view.value : null))

  const { result, changed } = createDerivedRefs<Omit<ChannelSnapshot<Selected>, 'conflated'>, Pick<UseChannelResult<Selected, In>, 'channel'>>(
    {
      initial: IDLE_CHANNEL,
      read: () => wanted.value?.read<Selected>(undefined) ?? IDLE_CHANNEL,
      select: () => options.select,
    },
    { channel: computed(() => wanted.value?.channel ?? null) },
  )
  watchLive(
    useLive().isLive,
    () => wanted.value,
    (shown) => {
      // Before the channel is used: its first verdict may come at once.
      const stops = [shown.attach(() => options), shown.channel.subscribe(changed)]
      changed()
      return () => stops.forEach((stop) => stop())
    },
  )
  return result
}

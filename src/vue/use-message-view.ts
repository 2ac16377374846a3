import { computed, shallowRef, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { MessageSource } from '../core/features/message-source'
import type { MessageView } from '../core/binding/message-view'
import { useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'

/** The state of a view. Each source gets a new view. Without a source the state is `empty`. */
export function useMessageView<In, S>(
  source: MaybeRefOrGetter<MessageSource<In> | null | undefined>,
  create: (source: MessageSource<In>, isPaused: () => boolean) => MessageView<S>,
  empty: S,
  paused: () => boolean,
): Readonly<ShallowRef<S>> {
  // Mirrored, because what follows may run in an effect of the user's, which is not to follow these.
  let isPaused = paused()
  const state: ShallowRef<S> = shallowRef(empty)
  const view = useMadeFor(source, (current) => create(current, () => isPaused))
  let shown = view.value
  const update = () => {
    state.value = shown ? shown.getSnapshot() : empty
  }
  const show = (next: MessageView<S> | null) => {
    shown = next
    update()
  }
  const pause = (next: boolean) => {
    isPaused = next
    if (!next) shown?.catchUp()
  }
  watch(view, show, { flush: 'sync' })
  watch(paused, pause, { flush: 'sync' })
  watchLive(
    useLive().isLive,
    () => view.value,
    (current) => {
      const stop = current.subscribe(update)
      update()
      return stop
    },
  )
  // Derived, so that it is read-only.
  return computed(() => state.value)
}

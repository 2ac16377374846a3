import { shallowRef, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { MessageSource } from '../core/features/message-source'
import type { MessageView } from '../core/features/message-view'
import { useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'

/** The state of a view, which is made anew for each source. `empty` stands in where there is none. */
export function useMessageView<In, S>(
  source: MaybeRefOrGetter<MessageSource<In> | null | undefined>,
  create: (source: MessageSource<In>) => MessageView<S>,
  empty: S,
  paused: () => boolean,
): Readonly<ShallowRef<S>> {
  const state = shallowRef(empty)
  const view = useMadeFor(source, create)
  const update = () => {
    state.value = view.value ? view.value.getSnapshot() : empty
  }
  watch(view, update, { flush: 'sync' })
  watch(paused, (isPaused) => !isPaused && view.value?.catchUp(), { flush: 'sync' })
  watchLive(
    useLive(),
    () => view.value,
    (current) => current.subscribe(update),
  )
  return state
}

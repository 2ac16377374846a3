import { shallowRef, watch, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { MessageView } from '../core/features/message-view'
import type { Connection } from '../core/types'
import { useLive, watchLive } from './use-live'
import { useMadeFor } from './use-made-for'

/** The state of a view, which is made anew for each connection. `empty` stands in where there is none. */
export function useMessageView<In, Out, S>(
  connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>,
  create: (connection: Connection<In, Out>) => MessageView<S>,
  empty: S,
): Readonly<ShallowRef<S>> {
  const state = shallowRef(empty)
  const view = useMadeFor(connection, create)
  const update = () => {
    state.value = view.value ? view.value.getSnapshot() : empty
  }
  watch(view, update, { flush: 'sync' })
  watchLive(
    useLive(),
    () => view.value,
    (current) => current.subscribe(update),
  )
  return state
}

import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import type { Connection } from '../core'
import { createFold } from '../core/features/message-view'
import { useMessageView } from './use-message-view'

/**
 * Folds every message into a state, in order, while updates are coalesced. The state starts again from `initialState`
 * when the connection is another.
 */
export function useMessageReducer<In, Out, State>(
  connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>,
  reducer: (state: State, message: In) => State,
  initialState: State,
): Readonly<ShallowRef<State>> {
  return useMessageView(connection, (current) => createFold(current, () => reducer, initialState), initialState)
}

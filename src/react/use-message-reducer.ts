import type { Connection } from '../core'
import { createFold } from '../core/features/message-view'
import { useLatest } from './use-latest'
import { useMessageView } from './use-message-view'

/**
 * Folds every message into a state, in order, while renders are coalesced. Always the latest `reducer`; the state starts
 * again from `initialState` when the connection is another.
 */
export function useMessageReducer<In, Out, State>(
  connection: Connection<In, Out> | null | undefined,
  reducer: (state: State, message: In) => State,
  initialState: State,
): State {
  const latest = useLatest(reducer)
  return useMessageView(connection, (current) => createFold(current, latest, initialState), initialState)
}

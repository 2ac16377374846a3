import type { MessageSource } from '../core'
import { createFold } from '../core/binding/message-view'
import type { MessageViewOptions } from '../core/vocabulary/message-view'
import { useLatest } from './use-latest'
import { useMessageView } from './use-message-view'

export type UseMessageReducerOptions<In, Selected = In> = MessageViewOptions<In, Selected>

/**
 * Folds every message of a connection or channel into a state, in order, while renders are coalesced. Always the latest
 * `reducer`; the state starts again from `initialState` when the source is another.
 */
export function useMessageReducer<In, State, Selected = In>(
  source: MessageSource<In> | null | undefined,
  reducer: (state: State, message: Selected) => State,
  initialState: State,
  options: UseMessageReducerOptions<In, Selected> = {},
): State {
  const latest = useLatest({ source, reducer, options })
  return useMessageView(
    source,
    latest,
    (current) =>
      createFold(
        current,
        () => latest.get().reducer,
        initialState,
        () => latest.get().options,
        options,
      ),
    initialState,
    options.paused,
  )
}

import { toValue, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { MessageSource } from '../core'
import { createFold } from '../core/binding/message-view'
import type { MessageViewOptions } from '../core/vocabulary/message-view'
import { useMessageView } from './use-message-view'

export interface UseMessageReducerOptions<In, Selected = In> extends Omit<MessageViewOptions<In, Selected>, 'paused'> {
  /** While true the result does not change. Messages are still reduced, and shown when it is false again. @default false */
  paused?: MaybeRefOrGetter<boolean | undefined>
}

/**
 * Folds every message of a connection or channel into a state, in order, while updates are coalesced. The state starts
 * again from `initialState` when the source is another.
 */
export function useMessageReducer<In, State, Selected = In>(
  source: MaybeRefOrGetter<MessageSource<In> | null | undefined>,
  reducer: (state: State, message: Selected) => State,
  initialState: State,
  options: UseMessageReducerOptions<In, Selected> = {},
): Readonly<ShallowRef<State>> {
  return useMessageView<In, State>(
    source,
    (current, isPaused) => createFold(current, () => reducer, initialState, () => ({ ...options, paused: isPaused() })),
    initialState,
    () => toValue(options.paused) ?? false,
  )
}

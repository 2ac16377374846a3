import { toValue, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { MessageSource } from '../core'
import { createHistory, NO_MESSAGES } from '../core/binding/message-view'
import type { HistoryOptions } from '../core/vocabulary/message-view'
import { useMessageView } from './use-message-view'

export interface UseMessagesOptions<In, Selected = In> extends Omit<HistoryOptions<In, Selected>, 'paused'> {
  /** While true the result does not change. Messages are still taken, and shown when it is false again. @default false */
  paused?: MaybeRefOrGetter<boolean | undefined>
}

/** The last messages of a connection or channel since this was set up: every one, in order, while updates are coalesced. */
export function useMessages<In, Selected = In>(
  source: MaybeRefOrGetter<MessageSource<In> | null | undefined>,
  options: UseMessagesOptions<In, Selected> = {},
): Readonly<ShallowRef<readonly Selected[]>> {
  return useMessageView<In, readonly Selected[]>(
    source,
    (current, isPaused) => createHistory(current, () => ({ ...options, paused: isPaused() })),
    NO_MESSAGES,
    () => toValue(options.paused) ?? false,
  )
}

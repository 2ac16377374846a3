import type { MessageSource } from '../core'
import { createHistory, NO_MESSAGES } from '../core/binding/message-view'
import type { HistoryOptions } from '../core/vocabulary/message-view'
import { useLatest } from './use-latest'
import { useMessageView } from './use-message-view'

export type UseMessagesOptions<In, Selected = In> = HistoryOptions<In, Selected>

/**
 * The last messages of a connection or channel since this component mounted: every one, in order, while renders are
 * coalesced. A change of an option takes effect with the next message.
 */
export function useMessages<In, Selected = In>(
  source: MessageSource<In> | null | undefined,
  options: UseMessagesOptions<In, Selected> = {},
): readonly Selected[] {
  const latest = useLatest({ source, options })
  return useMessageView<In, readonly Selected[]>(
    source,
    latest,
    (current) => createHistory(current, () => latest.get().options, options),
    NO_MESSAGES,
    options.paused,
  )
}

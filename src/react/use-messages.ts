import type { Connection } from '../core'
import { createHistory, type HistoryOptions } from '../core/features/message-view'
import { useLatest } from './use-latest'
import { useMessageView } from './use-message-view'

const NONE: readonly never[] = []

/**
 * The last messages since this component mounted: every one, in order, while renders are coalesced. A change of `limit`
 * takes effect with the next message.
 */
export function useMessages<In, Out>(
  connection: Connection<In, Out> | null | undefined,
  options: HistoryOptions<In> = {},
): readonly In[] {
  const latest = useLatest(options)
  return useMessageView<In, Out, readonly In[]>(connection, (current) => createHistory(current, latest), NONE)
}

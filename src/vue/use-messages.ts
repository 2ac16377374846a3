import type { MaybeRefOrGetter, ShallowRef } from 'vue'
import type { Connection } from '../core'
import { createHistory, type HistoryOptions } from '../core/features/message-view'
import { useMessageView } from './use-message-view'

const NONE: readonly never[] = []

/** The last messages since this was set up: every one, in order, while updates are coalesced. */
export function useMessages<In, Out>(
  connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>,
  options: HistoryOptions<In> = {},
): Readonly<ShallowRef<readonly In[]>> {
  return useMessageView<In, Out, readonly In[]>(connection, (current) => createHistory(current, () => options), NONE)
}

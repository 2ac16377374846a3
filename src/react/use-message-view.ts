import { useEffect, useSyncExternalStore } from 'react'
import type { MessageSource } from '../core/features/message-source'
import type { MessageView } from '../core/features/message-view'
import { useMadeFor } from './use-made-for'

const NEVER = () => () => {}

/** The state of a view, which is made anew for each source. `empty` stands in where there is none. */
export function useMessageView<In, S>(
  source: MessageSource<In> | null | undefined,
  create: (source: MessageSource<In>) => MessageView<S>,
  empty: S,
  paused = false,
): S {
  const { view, readEmpty } = useMadeFor([source], () => ({
    view: source ? create(source) : null,
    // The first `empty` is kept, so that an inline one does not look like a change.
    readEmpty: () => empty,
  }))
  useEffect(() => {
    if (!paused) view?.catchUp()
  }, [view, paused])
  return useSyncExternalStore(view?.subscribe ?? NEVER, view?.getSnapshot ?? readEmpty, readEmpty)
}

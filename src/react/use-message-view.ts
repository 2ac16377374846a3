import { useSyncExternalStore } from 'react'
import type { MessageView } from '../core/features/message-view'
import type { Connection } from '../core/types'
import { useMadeFor } from './use-made-for'

const NEVER = () => () => {}

/** The state of a view, which is made anew for each connection. `empty` stands in where there is none. */
export function useMessageView<In, Out, S>(
  connection: Connection<In, Out> | null | undefined,
  create: (connection: Connection<In, Out>) => MessageView<S>,
  empty: S,
): S {
  const { view, readEmpty } = useMadeFor([connection], () => ({
    view: connection ? create(connection) : null,
    // The first `empty` is kept, so that an inline one does not look like a change.
    readEmpty: () => empty,
  }))
  return useSyncExternalStore(view?.subscribe ?? NEVER, view?.getSnapshot ?? readEmpty, readEmpty)
}

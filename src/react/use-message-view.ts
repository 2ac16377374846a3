import { useState, useSyncExternalStore } from 'react'
import type { MessageView } from '../core/features/message-view'
import type { Connection } from '../core/types'

const NEVER = () => () => {}

/** The state of a view, which is made anew for each connection. `empty` stands in where there is none. */
export function useMessageView<In, Out, S>(
  connection: Connection<In, Out> | null | undefined,
  create: (connection: Connection<In, Out>) => MessageView<S>,
  empty: S,
): S {
  const make = () => ({ connection, empty, view: connection ? create(connection) : null })
  const [held, setHeld] = useState(make)
  let current = held
  if (held.connection !== connection) setHeld((current = make()))
  const { view } = current
  // The first `empty` is kept, so that an inline one does not look like a change.
  const readEmpty = () => current.empty
  return useSyncExternalStore(view?.subscribe ?? NEVER, view?.getSnapshot ?? readEmpty, readEmpty)
}

import { useEffect, useSyncExternalStore } from 'react'
import type { MessageSource } from '../core/features/message-source'
import type { MessageView } from '../core/binding/message-view'
import type { Cell } from './cell'
import { useMadeFor } from './use-made-for'

const NEVER = () => () => {}

/** A view ends after the commit of another source. User functions must not be called for messages that arrive in between. */
const whileLatest = <In>(source: MessageSource<In>, latest: Cell<{ readonly source: unknown }>): MessageSource<In> => ({
  notify: source.notify,
  on: source.on,
  ...(source.onHistory && { onHistory: source.onHistory }),
  get history() {
    return source.history ?? []
  },
  onMessage: (listener) =>
    source.onMessage((message, event) => {
      if (latest.whileMounted()?.source === source) listener(message, event)
    }),
})

/** The state of a view. Each source gets a new view. Without a source the state is `empty`. */
export function useMessageView<In, S>(
  source: MessageSource<In> | null | undefined,
  latest: Cell<{ readonly source: unknown }>,
  create: (source: MessageSource<In>) => MessageView<S>,
  empty: S,
  paused = false,
): S {
  const { view, readEmpty } = useMadeFor([source], () => ({
    view: source ? create(whileLatest(source, latest)) : null,
    // The first `empty` is kept, so that an inline one does not look like a change.
    readEmpty: () => empty,
  }))
  useEffect(() => {
    if (!paused) view?.catchUp()
  }, [view, paused])
  return useSyncExternalStore(view?.subscribe ?? NEVER, view?.getSnapshot ?? readEmpty, readEmpty)
}

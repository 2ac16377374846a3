import { toValue, type MaybeRefOrGetter } from 'vue'
import type { Connection, MessageListener } from '../core'
import { useLive, watchLive } from './use-live'

export interface UseMessageOptions<In> {
  /** Only messages that pass reach the listener. */
  filter?(message: In): boolean
}

/** Calls `listener` for every message, in order, while its scope lives. Takes no demand. */
export function useMessage<In, Out>(
  connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>,
  listener: MessageListener<In>,
  options: UseMessageOptions<In> = {},
): void {
  watchLive(
    useLive(),
    () => toValue(connection),
    (current) =>
      current.onMessage((message, event) => {
        if (options.filter?.(message) !== false) listener(message, event)
      }),
  )
}

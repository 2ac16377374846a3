import { toValue, type MaybeRefOrGetter } from 'vue'
import type { MessageListener, MessageSource } from '../core'
import { useLive, watchLive } from './use-live'

export interface UseMessageOptions<In> {
  /** Only messages that pass reach the listener. */
  filter?(message: In): boolean
}

/** Calls `listener` for every message of a connection or channel, in order, while its scope lives. Takes no demand. */
export function useMessage<In>(
  source: MaybeRefOrGetter<MessageSource<In> | null | undefined>,
  listener: MessageListener<In>,
  options: UseMessageOptions<In> = {},
): void {
  watchLive(
    useLive().isLive,
    () => toValue(source),
    (current) =>
      current.onMessage((message, event) => {
        if (options.filter?.(message) !== false) listener(message, event)
      }),
  )
}

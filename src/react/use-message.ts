import { useEffect } from 'react'
import type { MessageListener, MessageSource } from '../core'
import { useLatest } from './use-latest'

export interface UseMessageOptions<In> {
  /** Only messages that pass reach the listener. */
  filter?(message: In): boolean
}

/** Calls the latest `listener` for every message of a connection or channel, in order, while mounted. Never re-renders and takes no demand. */
export function useMessage<In>(
  source: MessageSource<In> | null | undefined,
  listener: MessageListener<In>,
  options: UseMessageOptions<In> = {},
): void {
  const latest = useLatest({ source, listener, filter: options.filter })
  useEffect(
    () =>
      source?.onMessage((message, event) => {
        const held = latest.whileMounted()
        // This effect ends after the commit of another source. Its listener must not get messages of this one.
        if (held?.source === source && held.filter?.(message) !== false) held.listener(message, event)
      }),
    [source, latest],
  )
}

import { useEffect } from 'react'
import type { Connection, MessageListener } from '../core'
import { useLatest } from './use-latest'

export interface UseMessageOptions<In> {
  /** Only messages that pass reach the listener. */
  filter?(message: In): boolean
}

/** Calls the latest `listener` for every message, in order, while mounted. Never re-renders and takes no demand. */
export function useMessage<In, Out>(
  connection: Connection<In, Out> | null | undefined,
  listener: MessageListener<In>,
  options: UseMessageOptions<In> = {},
): void {
  const latest = useLatest({ connection, listener, filter: options.filter })
  useEffect(
    () =>
      connection?.onMessage((message, event) => {
        const { connection: current, listener: listen, filter } = latest()
        // This effect ends after the commit of another connection, whose listener is not to hear of this one.
        if (current === connection && filter?.(message) !== false) listen(message, event)
      }),
    [connection, latest],
  )
}

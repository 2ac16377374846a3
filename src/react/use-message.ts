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
  const latest = useLatest({ listener, filter: options.filter })
  useEffect(
    () =>
      connection?.onMessage((message, event) => {
        const { listener: listen, filter } = latest()
        if (filter?.(message) !== false) listen(message, event)
      }),
    [connection, latest],
  )
}

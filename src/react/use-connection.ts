import { useEffect } from 'react'
import type { Connection, ConnectionUrl } from '../core'
import { useAcquired, useHeldOptions } from './use-acquired'
import type { UseConnection, UseConnectionOptions } from './use-connection-types'

/**
 * Acquires a connection and holds demand for it while mounted. Never re-renders: read it with `useMessage`,
 * `useMessages`, `useMessageReducer`, or pass it on.
 */
export const useConnection = function useConnection<In, Out>(
  url: ConnectionUrl | null | undefined,
  options: UseConnectionOptions<In, Out> = {},
): Connection<In, Out> | null {
  const { enabled = true } = options
  const acquired = useAcquired(url, options)
  const { connection } = acquired
  useHeldOptions(acquired, enabled)
  useEffect(() => (enabled ? connection?.retain() : undefined), [connection, enabled])
  return connection
} as UseConnection

import { useEffect } from 'react'
import type { Connection, ConnectionOptions, ConnectionRegistry, ConnectionUrl, RawIncoming, WireData } from '../core'
import { useAcquired, useHeldOptions } from './use-acquired'

export interface UseConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
  /** False: hands the connection out without demand for it. @default true */
  enabled?: boolean
  /** False: a connection of this component's own. @default true */
  share?: boolean
  /** @default the provider's, else the default registry */
  registry?: ConnectionRegistry
}

/**
 * Acquires a connection and holds demand for it while mounted. Never re-renders: read it with `useMessage`,
 * `useMessages`, `useMessageReducer`, or pass it on.
 */
export function useConnection<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl,
  options?: UseConnectionOptions<In, Out>,
): Connection<In, Out>
export function useConnection<In = RawIncoming, Out = WireData>(
  url: ConnectionUrl | null | undefined,
  options?: UseConnectionOptions<In, Out>,
): Connection<In, Out> | null
export function useConnection<In, Out>(
  url: ConnectionUrl | null | undefined,
  options: UseConnectionOptions<In, Out> = {},
): Connection<In, Out> | null {
  const { enabled = true } = options
  const acquired = useAcquired(url, options)
  const { connection } = acquired
  useHeldOptions(acquired, enabled)
  useEffect(() => (enabled ? connection?.retain() : undefined), [connection, enabled])
  return connection
}

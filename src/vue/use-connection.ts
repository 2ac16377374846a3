import { toValue, type ShallowRef } from 'vue'
import type { Connection } from '../core'
import { holdOptions, useAcquired } from './use-acquired'
import type { UrlSource, UseConnection, UseConnectionOptions } from './use-connection-types'
import { useLive, watchLive } from './use-live'

/**
 * Acquires a connection and holds demand for it while its scope lives. Carries no state: read it with `useMessage`,
 * `useMessages`, `useMessageReducer`, or pass it on.
 */
export const useConnection = function useConnection<In, Out>(
  url: UrlSource,
  options: UseConnectionOptions<In, Out> = {},
): Readonly<ShallowRef<Connection<In, Out> | null>> {
  const live = useLive()
  const refs = useAcquired(url, options)
  const { connection } = refs
  const isWanted = () => toValue(options.enabled) ?? true
  holdOptions(live, refs, options, isWanted)
  const wanted = () => (isWanted() ? connection.value : null)
  watchLive(live.isLive, wanted, (current) => current.retain())
  return connection
} as UseConnection

import { toValue, type MaybeRefOrGetter, type ShallowRef } from 'vue'
import type { Connection, ConnectionOptions, ConnectionRegistry, RawIncoming, WireData } from '../core'
import { holdOptions, useAcquired, type UrlSource } from './use-acquired'
import { useLive, watchLive } from './use-live'

export interface UseConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
  /** False: hands the connection out without demand for it. @default true */
  enabled?: MaybeRefOrGetter<boolean | undefined>
  /** False: a connection of this composable's own. @default true */
  share?: boolean
  /** @default the application's, else the default registry */
  registry?: ConnectionRegistry
}

/**
 * Acquires a connection and holds demand for it while its scope lives. Carries no state: read it with `useMessage`,
 * `useMessages`, `useMessageReducer`, or pass it on.
 */
export function useConnection<In = RawIncoming, Out = WireData>(
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
}

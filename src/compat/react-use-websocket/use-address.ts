import { useSyncExternalStore } from 'react'
import type { Connection, ConnectionOptions } from '../../core/vocabulary/connection'
import type { WebSocketLike } from '../../core/vocabulary/wire'
import { useConnection } from '../../react/index'
import { sharedConnections } from './registry'

const NEVER = () => () => {}

/** Never opens: only the address is wanted. */
const NO_SOCKET: WebSocketLike = { readyState: 0, send() {}, close() {} }

/**
 * What a url function returns, so that components share a socket by its address. A connection without a socket finds it out:
 * it calls the function once for all components that have it, and again when it fails and the options say so.
 *
 * @param url False: there is nothing to find out.
 */
export function useAddress(
  url: (() => Promise<string>) | false,
  key: string | null,
  options: ConnectionOptions,
  isWanted: boolean,
): { finder: Connection | null; address: string | null } {
  const finder: Connection | null = useConnection(url || null, {
    ...options,
    key: key!,
    transport: () => NO_SOCKET,
    // A signal of the environment would start it over, and another address would be another socket.
    lifecycle: false,
    registry: sharedConnections('addresses'),
    enabled: isWanted,
  })
  const read = () => {
    const { phase, url: found } = finder?.getSnapshot() ?? {}
    return phase === 'connecting' ? found! : null
  }
  const address = useSyncExternalStore(finder?.subscribe ?? NEVER, read, () => null)
  return { finder, address }
}

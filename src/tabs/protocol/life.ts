import { holdLock } from '../../core/platform/locks'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { uniqueId } from './unique-id'

/**
 * Proves that this page or worker lives, by a lock that the browser releases when it ends. A crash emits no event anywhere else.
 *
 * @param onHeld Called with the name of the lock, from when on the other side can wait for its release.
 */
export function proveLife(onHeld: (lock: string) => void): Unsubscribe {
  const lock = `websocket-store/life/${uniqueId()}`
  return holdLock(lock, () => onHeld(lock))
}

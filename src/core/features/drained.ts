import { failure } from '../vocabulary/errors'
import { systemClock } from '../platform/clock'
import type { AbortSignalLike } from '../vocabulary/wire'
import type { Connection } from '../vocabulary/connection'

/** Sockets emit no event when their buffer empties, so it is polled. */
const CHECK_EVERY_MS = 25

/**
 * Resolves when the send queue is empty and the socket has put every byte on the wire. Takes no
 * demand. Rejects with the connection's error, or `closed`, when the connection closes for good; with the signal's reason
 * when it aborts.
 */
export function drained<In, Out>(
  connection: Connection<In, Out>,
  { signal }: { readonly signal?: AbortSignalLike } = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    function check(): void {
      const { phase, error } = connection.getSnapshot()
      if (signal?.aborted) reject(signal.reason as Error)
      else if (phase === 'closed') reject(error ?? failure('closed'))
      // Not the snapshot's `queued`, which may be one notification behind.
      else if (connection.queuedMessages.length === 0 && connection.bufferedAmount === 0) resolve()
      else systemClock.setTimer(check, CHECK_EVERY_MS)
    }
    check()
  })
}

import { ConnectionError } from './errors'
import type { HeartbeatOptions } from './option-types'
import { isPong } from './policy/heartbeat'
import type { Codec, MessageEventLike } from './types'

/**
 * The way in: swallows pongs and decodes the rest. A frame that cannot be decoded is an error event, and never an
 * exception into the socket.
 */
export function createInbound<In>(
  codec: Codec<In, never>,
  heartbeat: HeartbeatOptions | false,
  deliver: (message: In, event: MessageEventLike) => void,
  fail: (error: ConnectionError) => void,
): (event: MessageEventLike) => void {
  return (event) => {
    const data = event.data as unknown
    if (heartbeat && isPong(heartbeat, data)) return
    let message: In
    try {
      message = codec.decode(data)
    } catch (cause) {
      return fail(new ConnectionError('decode-failed', 'A message could not be decoded; `cause` says why.', { cause }))
    }
    const isDecoded = message !== data
    if (heartbeat && isDecoded && isPong(heartbeat, message)) return
    deliver(message, event)
  }
}

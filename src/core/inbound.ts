import { failure, type ConnectionError } from './errors'
import { isPong } from './policy/heartbeat'
import type { HeartbeatSettings } from './policy/settings'
import type { Codec, MessageEventLike } from './types'

/**
 * The way in: swallows pongs and decodes the rest. A frame that cannot be decoded is an error event, and never an
 * exception into the socket.
 */
export function createInbound<In>(
  codec: Codec<In, never>,
  heartbeat: HeartbeatSettings | false,
  deliver: (message: In, event: MessageEventLike) => void,
  fail: (error: ConnectionError) => void,
): (event: MessageEventLike) => void {
  const isSwallowed = (message: unknown) => heartbeat && isPong(heartbeat, message)
  return (event) => {
    const data = event.data as unknown
    if (isSwallowed(data)) return
    let message: In
    try {
      message = codec.decode(data)
    } catch (cause) {
      return fail(failure('decode-failed', cause))
    }
    const isDecoded = message !== data
    if (!isDecoded || !isSwallowed(message)) deliver(message, event)
  }
}

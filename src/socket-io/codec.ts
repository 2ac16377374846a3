import type { Codec, WireData } from '../core'
import type { Wire } from './messages'

/** Names that Socket.IO keeps for itself; it would throw too, but only once the socket is open. */
const RESERVED = /^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/

/** Tags, because a buffer of another realm is not an instance of ours. */
const BYTES = /ArrayBuffer|Blob|File/

/**
 * Socket.IO encodes what it is given by itself, binary arguments included: here a message is only checked and weighed, since
 * what waits in the send queue is bounded by its bytes.
 */
export const codec: Codec<unknown, Wire> = {
  name: 'socket.io',
  encode(message) {
    if (RESERVED.test(message.event)) throw new TypeError(`"${message.event}" is an event of Socket.IO itself`)
    const wire: Wire = { ...message, byteLength: weigh([message.event, message.args]) }
    // An object with a `byteLength` is all that the way out asks for.
    return wire as unknown as WireData
  },
  decode: (data) => data,
}

/** About the bytes of a value on the wire: JSON, and buffers beside it. Throws for what would not go over it. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length + 2
  if (typeof value === 'bigint' || typeof value === 'function') throw new TypeError(`a ${typeof value} has no form on the wire`)
  if (typeof value !== 'object' || value === null) return String(value).length
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (BYTES.test(Object.prototype.toString.call(value))) {
    const { size = 0, byteLength = size } = value as { byteLength?: number; size?: number }
    return byteLength
  }
  return Object.entries(value).reduce((sum, [name, each]) => sum + weigh(each) + name.length + 4, 2)
}

import type { Codec, WireData } from '../core'
import type { Wire } from './messages'

/** Names that Socket.IO reserves; it throws too, but only when the socket is open. */
const RESERVED = /^(connect|connect_error|disconnect|disconnecting|newListener|removeListener)$/

/** Checked by tag, because a buffer of another realm is not an instance of ours. */
const BYTES = /ArrayBuffer|Blob|File/

/**
 * Socket.IO encodes messages itself, including binary arguments. This codec only checks a message and estimates its size,
 * because the send queue is limited by bytes.
 */
export const codec: Codec<unknown, Wire> = {
  name: 'socket.io',
  encode(message) {
    if (RESERVED.test(message.event)) throw new TypeError(`"${message.event}" is reserved by Socket.IO. Use another event name.`)
    const wire: Wire = { ...message, byteLength: sizeOf([message.event, message.args]) }
    // The send queue needs only an object with a `byteLength`.
    return wire as unknown as WireData
  },
  decode: (data) => data,
}

/** Approximate size of a value on the wire: JSON, plus its buffers. Throws for values that cannot be sent. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length + 2
  if (typeof value === 'bigint' || typeof value === 'function') throw new TypeError(`a ${typeof value} cannot be sent`)
  if (typeof value !== 'object' || value === null) return String(value).length
  if (ArrayBuffer.isView(value)) return value.byteLength
  if (BYTES.test(Object.prototype.toString.call(value))) {
    const { size = 0, byteLength = size } = value as { byteLength?: number; size?: number }
    return byteLength
  }
  return Object.entries(value).reduce((sum, [name, each]) => sum + sizeOf(each) + name.length + 4, 2)
}

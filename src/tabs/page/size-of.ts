import { isWireData } from '../../core/codec/codec'
import { byteLength } from '../../core/policy/send-queue'

/** A number, a boolean, null. */
const SCALAR_BYTES = 4

/**
 * About how many bytes a message needs, in whatever format: the worker encodes it, so a page can only estimate. Exact for text and bytes.
 *
 * @param message A structured clone: it has no getters.
 */
export function sizeOf(message: unknown): number {
  const seen = new Set<object>()
  const pending = [message]
  let bytes = 0
  while (pending.length > 0) {
    const value = pending.pop()
    if (isWireData(value)) bytes += byteLength(value)
    else if (typeof value !== 'object' || value === null) bytes += SCALAR_BYTES
    else if (!seen.has(value)) {
      seen.add(value)
      for (const member of Symbol.iterator in value ? (value as Iterable<unknown>) : Object.entries(value)) pending.push(member)
    }
  }
  return bytes
}

import type { FrameFilter, FrameRecord } from './types'

/** Shows every frame. */
export const NO_FILTER: FrameFilter = {
  search: '',
  direction: 'all',
  role: 'all',
  kind: 'all',
  channel: null,
  minBytes: 0,
  maxBytes: Infinity,
}

export const matches = (frame: FrameRecord, filter: FrameFilter): boolean => createMatcher(filter)(frame)

/** The same for many frames: the search is prepared once. */
export function createMatcher(filter: FrameFilter): (frame: FrameRecord) => boolean {
  const { direction, role, kind, channel, minBytes, maxBytes } = filter
  const contains = createSearch(filter.search)
  return (frame) =>
    (direction === 'all' || frame.direction === direction) &&
    (role === 'all' || frame.role === role) &&
    (kind === 'all' || kindOf(frame.data) === kind) &&
    (channel === null || frame.channels.includes(channel)) &&
    frame.bytes >= minBytes &&
    frame.bytes <= maxBytes &&
    contains(frame.data)
}

/** A payload that is not kept is of no kind. */
const kindOf = (data: FrameRecord['data']) => (data === null ? null : typeof data === 'string' ? 'text' : 'binary')

/** Text is searched without regard to case. Binary data is searched for hex digits: `00ff`, `00 FF`, `0x00ff`. */
function createSearch(search: string): (data: FrameRecord['data']) => boolean {
  if (search === '') return () => true
  // Unlike `toLowerCase()` of the payload it copies nothing.
  const pattern = new RegExp(search.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu')
  const digits = search.replace(/\s+/g, '').replace(/^0x/i, '').toLowerCase()
  const isHex = /^[\da-f]+$/.test(digits)
  return (data) => {
    if (data === null) return false
    return typeof data === 'string' ? pattern.test(data) : isHex && hasBytes(data, digits)
  }
}

/** An odd last digit is the first half of a byte, as while somebody types. */
function hasBytes(data: Uint8Array, digits: string): boolean {
  const bytes = (digits.match(/../g) ?? []).map((pair) => parseInt(pair, 16))
  const half = digits.length % 2 ? parseInt(digits.at(-1)!, 16) : null
  const last = data.length - bytes.length - (half === null ? 0 : 1)
  for (let start = 0; start <= last; start++) {
    let length = 0
    while (length < bytes.length && data[start + length] === bytes[length]) length++
    if (length === bytes.length && (half === null || data[start + length]! >> 4 === half)) return true
  }
  return false
}

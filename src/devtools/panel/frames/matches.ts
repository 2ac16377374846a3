import type { FrameFilter, FrameRecord } from '../../model/types'

export const NO_FILTER: FrameFilter = {
  search: '',
  direction: 'all',
  role: 'all',
  kind: 'all',
  channel: null,
  minBytes: 0,
  maxBytes: Infinity,
}

/** The same for many frames: the search is prepared once. */
export function createMatcher(filter: FrameFilter): (frame: FrameRecord) => boolean {
  const search = filter.search.toLowerCase()
  return ({ direction, role, bytes, channels, data }) => {
    if (filter.direction !== 'all' && filter.direction !== direction) return false
    if (filter.role !== 'all' && filter.role !== role) return false
    if (bytes < filter.minBytes || bytes > filter.maxBytes) return false
    if (filter.kind !== 'all' && (filter.kind === 'binary') !== data instanceof Uint8Array) return false
    if (filter.channel !== null && !channels.includes(filter.channel)) return false
    return search === '' || (typeof data === 'string' && data.toLowerCase().includes(search))
  }
}

import type { FrameFilter, FrameRecord } from '../../model/types'

export const EVERYTHING: FrameFilter = {
  search: '',
  direction: 'all',
  role: 'all',
  kind: 'all',
  channel: null,
  minBytes: 0,
  maxBytes: Infinity,
}

export function matches({ direction, role, bytes, channels, data }: FrameRecord, filter: FrameFilter): boolean {
  if (filter.direction !== 'all' && filter.direction !== direction) return false
  if (filter.role !== 'all' && filter.role !== role) return false
  if (bytes < filter.minBytes || bytes > filter.maxBytes) return false
  if (filter.kind !== 'all' && (filter.kind === 'binary') !== data instanceof Uint8Array) return false
  if (filter.channel !== null && !channels.includes(filter.channel)) return false
  return filter.search === '' || (typeof data === 'string' && data.toLowerCase().includes(filter.search.toLowerCase()))
}

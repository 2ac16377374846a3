import type { FrameFilter } from '../../model/types'
import { NO_FILTER } from '../../model/filter'

const oneOf = <Value extends string>(value: unknown, allowed: readonly Value[], otherwise: Value): Value =>
  allowed.find((candidate) => candidate === value) ?? otherwise

const numberOr = (value: unknown, otherwise: number) => (typeof value === 'number' && value >= 0 ? value : otherwise)

/** What the panel remembered over a reload. It may be from another version, so each value is checked. JSON has no infinity. */
export function filterOf(remembered: unknown): FrameFilter {
  if (typeof remembered !== 'object' || remembered === null) return NO_FILTER
  const { search, direction, role, kind, channel, minBytes, maxBytes } = remembered as Readonly<Record<string, unknown>>
  return {
    search: typeof search === 'string' ? search : '',
    direction: oneOf(direction, ['all', 'in', 'out'], 'all'),
    role: oneOf(role, ['all', 'message', 'heartbeat', 'handshake'], 'all'),
    kind: oneOf(kind, ['all', 'text', 'binary'], 'all'),
    channel: typeof channel === 'string' ? channel : null,
    minBytes: numberOr(minBytes, 0),
    maxBytes: numberOr(maxBytes, Infinity),
  }
}

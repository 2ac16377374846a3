const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 4, 12, 24].map((hours) => hours * HOUR),
]

/** A round distance between the marks of a scale, so that there are at most this many. */
export function stepOf(span: number, most: number): number {
  const least = span / most
  return STEPS.find((step) => step >= least) ?? Math.ceil(least / (24 * HOUR)) * 24 * HOUR
}

/** Distances of the marks from zero, in milliseconds. */
export function marksOf(span: number, most: number): number[] {
  const step = stepOf(span, most)
  return Array.from({ length: Math.floor(span / step) + 1 }, (_, index) => index * step)
}

/** A round distance in the largest unit that keeps it whole: `500 ms`, `15 s`, `2 min`. */
export function formatMark(ms: number): string {
  if (ms === 0) return '0'
  if (ms % HOUR === 0) return `${ms / HOUR} h`
  if (ms % MINUTE === 0) return `${ms / MINUTE} min`
  return ms % SECOND === 0 ? `${ms / SECOND} s` : `${ms} ms`
}

export const WIDTH = 120
export const HEIGHT = 28
const MARGIN = 2
const LENGTH = 40

/** The points of an SVG polyline. A short list is drawn at the right. */
export function pointsOf(values: readonly number[]): string {
  const low = Math.min(...values)
  const range = Math.max(...values) - low || 1
  const step = WIDTH / (LENGTH - 1)
  const start = WIDTH - step * (values.length - 1)
  const y = (value: number) => HEIGHT - MARGIN - ((value - low) / range) * (HEIGHT - 2 * MARGIN)
  return values.map((value, index) => `${(start + index * step).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
}

export const trendOf = (values: readonly number[]): 'up' | 'down' | 'flat' => {
  const [previous = 0, last = previous] = values.slice(-2)
  return last > previous ? 'up' : last < previous ? 'down' : 'flat'
}

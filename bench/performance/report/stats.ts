export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A ratio over all repetitions. */
export interface Ratio {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** Divides each value by the floor of the same repetition, because a slow machine slows both. */
export function ratioOf(values: readonly number[], floors: readonly number[]): Ratio {
  const ratios = values.map((value, i) => value / floors[i]!)
  return { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) }
}

export function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item) => ({ item, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ item }) => item)
}

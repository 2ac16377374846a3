/** Greatest distance between the sampled and the uniform distribution (Kolmogorov-Smirnov). */
export function distanceFromUniform(samples: readonly number[], from: number, to: number): number {
  const sorted = samples.toSorted((a, b) => a - b).map((sample) => (sample - from) / (to - from))
  const n = sorted.length
  return Math.max(...sorted.map((value, i) => Math.max(Math.abs(value - i / n), Math.abs((i + 1) / n - value))))
}

/** 99 of 100 uniform samples of this size stay below this distance. */
export const criticalDistance = (count: number): number => 1.63 / Math.sqrt(count)

import { expect } from 'vitest'

/** The maximum growth between the middle third and the last third of a run, as a fraction. Noise is below 1 %. */
const MAX_GROWTH = 0.03

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

/** Ignores the first third of a run, in which code is compiled and caches fill. */
export function expectFlat(what: string, samples: readonly number[]): void {
  const third = Math.floor(samples.length / 3)
  const middle = median(samples.slice(third, -third))
  const last = median(samples.slice(-third))
  const growth = last / middle - 1
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`
  console.log(`${what}: ${kB(samples[0]!)} at the start, ${kB(middle)} in the middle, ${kB(last)} at the end (${(growth * 100).toFixed(2)} %)`)
  expect(growth, `${what} grows`).toBeLessThan(MAX_GROWTH)
}

/** Runs of each property: few while developing, FC_RUNS of them on request. */
export const RUNS = Number(process.env.FC_RUNS ?? 200)

/** Time that a property may take, in ms. */
export const PROPERTY_TIMEOUT_MS = 20_000 + RUNS * 60

/** Uniform in [0, 1), the same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

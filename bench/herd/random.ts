/** A random number generator, uniform in [0, 1). The same seed gives the same numbers (splitmix32). */
export interface Random {
  next(): number
  /** Returns a copy that continues with the same numbers. */
  fork(): Random
}

export function createRandom(seed: number): Random {
  let state = seed | 0
  return {
    next() {
      state = (state + 0x9e3779b9) | 0
      let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
      mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
      return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
    },
    fork: () => createRandom(state),
  }
}

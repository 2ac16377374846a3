/** The value of the last committed render, or of the first before there is one. */
export interface Cell<T> {
  get(): T
  /**
   * For what calls back: null once the component is unmounted. Its effects may end in a later task than the commit that
   * took it away.
   */
  whileMounted(): T | null
  /** For an insertion effect. These run before all others, so no effect and no callback ever sees an older value. */
  commit(value: T): () => void
}

export function createCell<T>(initial: T): Cell<T> {
  let current = initial
  let isGone = false
  const leave = () => {
    isGone = true
  }
  return {
    get: () => current,
    whileMounted: () => (isGone ? null : current),
    commit(value) {
      current = value
      isGone = false
      return leave
    },
  }
}

/** A limited number of something expensive. */
export interface Slots {
  /** False if none is free. */
  take(): boolean
  release(): void
}

/** With `shared`, a slot also takes one of these. So a session has its own limit, and all sessions have one together. */
export const createSlots = (count: number, shared?: Slots): Slots => {
  let used = 0
  return {
    take: () => {
      if (used >= count || shared?.take() === false) return false
      used += 1
      return true
    },
    release: () => {
      used -= 1
      shared?.release()
    },
  }
}

/** What the server sends. */
export interface Tick {
  readonly key: string
  readonly seq: number
  readonly price: number
  /** On the last message of each key in a burst. */
  readonly last?: true
}

/** Each key is 1 % of what the fan-out sends. */
export const KEYS = 100

export const keyOf = (index: number): string => `k${index % KEYS}`

/** A message from the server. */
export interface Tick {
  readonly key: string
  readonly seq: number
  readonly price: number
  /** Set on the last message of each key in a burst. */
  readonly last?: true
}

/** Each key gets 1 % of the messages of the fan-out workload. */
export const KEYS = 100

export const keyOf = (index: number): string => `k${index % KEYS}`

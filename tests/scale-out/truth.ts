// What the publisher, the clients and the comparison agree on.

export const channelNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `prices.${String(i + 1).padStart(2, '0')}`)

/** The value of message `n` of a channel, so that every receiver can check it (FNV-1a). */
export function valueOf(channel: string, n: number): number {
  let hash = 0x811c9dc5
  for (const char of `${channel} ${n}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  return hash >>> 0
}

/** The data of a published message. */
export interface Numbered {
  readonly n: number
  readonly value: number
  /** When it was published for the first time, in ms since 1970. All processes of a run share one clock. */
  readonly sentAt: number
}

/** The data of a snapshot: it stands for all messages up to `n`. */
export interface NumberedSnapshot extends Numbered {
  readonly isSnapshot: true
}

/** The last number of each channel. */
export type Truth = Readonly<Record<string, number>>

export const countMessages = (truth: Truth): number => Object.values(truth).reduce((total, n) => total + n, 0)

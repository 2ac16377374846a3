export const SYMBOLS = ['OAK', 'ELM', 'FIR'] as const

export interface Price {
  readonly type: 'price'
  readonly symbol: string
  /** Consecutive for each symbol, so that a hole shows a lost price. */
  readonly seq: number
  readonly value: number
}

export type FromServer =
  | Price
  /** `missed` prices follow, because the client was away. */
  | { readonly type: 'subscribed'; readonly symbol: string; readonly verdict: 'fresh' | 'resumed' | 'gap'; readonly missed: number }
  | { readonly type: 'ack'; readonly id: string }

export type ToServer =
  | { readonly type: 'subscribe'; readonly symbol: string; readonly after?: number | undefined }
  | { readonly type: 'unsubscribe'; readonly symbol: string }
  | { readonly type: 'say'; readonly id: string; readonly text: string }

import type { ChannelGroup } from '../load'

export interface Receivers {
  readonly url: string
  readonly token: string
  /** Each receiver subscribes to one channel of each group. */
  readonly groups: readonly ChannelGroup[]
  readonly count: number
}

/** What a process of receivers does. It answers each command with `done`. */
export type ClientCommand =
  /** `from`: the index of the first receiver. */
  | ({ readonly type: 'connect'; readonly from: number } & Receivers)
  /** Sets the count of messages to 0. `isTimed`: records the latency of each one. */
  | { readonly type: 'begin'; readonly isTimed: boolean }
  /** Answers with the recorded latencies. */
  | { readonly type: 'latencies' }
  | { readonly type: 'disconnect' }

export type ClientEvent =
  /** In ms. */
  | { readonly type: 'done'; readonly latencies?: readonly number[] }
  /** Messages since `begin`. */
  | { readonly type: 'received'; readonly count: number }
  | { readonly type: 'failed'; readonly reason: string }

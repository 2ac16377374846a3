import type { RequestRecord } from '../../model/types'

/** The part of the time that the waterfall shows. */
export interface TimeWindow {
  readonly from: number
  readonly to: number
  /** The requests that were under way in it, oldest first. */
  readonly requests: readonly RequestRecord[]
}

/** A shorter window would make a bar of a few milliseconds look long. */
const LEAST_SPAN_MS = 100
/** More marks in one bar could not be told apart. */
const MOST_REPLIES = 40

export const endOf = ({ endedAt }: RequestRecord, now: number): number => endedAt ?? now

/** The window ends with the last request or, while one is pending, now. */
export function windowOf(requests: readonly RequestRecord[], spanMs: number, now: number): TimeWindow {
  const to = requests.reduce((latest, request) => Math.max(latest, endOf(request, now)), 0)
  const isIn = (request: RequestRecord): boolean => endOf(request, now) >= to - spanMs
  const shown = requests.filter(isIn)
  const first = shown.reduce((earliest, { startedAt }) => Math.min(earliest, startedAt), to)
  const from = Math.max(first, to - spanMs)
  return { from, to: Math.max(to, from + LEAST_SPAN_MS), requests: shown }
}

/** The times of the replies to mark. Of many, an even selection that ends with the last. */
export function markedReplies(repliedAt: readonly number[]): readonly number[] {
  const every = Math.ceil(repliedAt.length / MOST_REPLIES)
  return every <= 1 ? repliedAt : repliedAt.filter((_, index) => (repliedAt.length - 1 - index) % every === 0)
}

import type { FrameFilter, FrameRecord } from '../../model/types'
import { createMatcher, NO_FILTER } from '../../model/filter'
import type { Items } from './virtual-list'

/** Longer work would delay the next frame of the screen. */
const BUDGET_MS = 4
/** Reading the clock costs as much as matching a few frames. */
const CHECK_EVERY = 64

export interface MatchedFrames extends Items<FrameRecord> {
  /**
   * Matches the frames that are new since the last call, and forgets those that were removed.
   *
   * @returns False: the time is over before the work is. Call it again in the next frame of the screen.
   */
  update(frames: readonly FrameRecord[], filter: FrameFilter): boolean
  /** Matches all frames again: another connection is chosen. */
  reset(): void
}

export const isEverything = (filter: FrameFilter): boolean =>
  (Object.keys(NO_FILTER) as (keyof FrameFilter)[]).every((name) => filter[name] === NO_FILTER[name])

/** The first index whose frame has at least this id. Ids increase. */
export function indexOfId(frames: readonly FrameRecord[], id: number, from = 0): number {
  let low = from
  let high = frames.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((frames[middle]?.id ?? Infinity) < id) low = middle + 1
    else high = middle
  }
  return low
}

/** The frames that a filter keeps, without matching a frame twice. Without a filter it is a view of the frames. */
export function createMatchedFrames(): MatchedFrames {
  let shown: readonly FrameRecord[] = []
  /** Index of the first frame of `shown` that still exists. */
  let head = 0
  let kept: FrameRecord[] = []
  let current = NO_FILTER
  let matches = createMatcher(NO_FILTER)
  let lastId = -1

  function startOver(): void {
    kept = []
    head = 0
    lastId = -1
  }

  function dropRemoved(frames: readonly FrameRecord[]): void {
    const oldest = frames[0]?.id ?? Infinity
    head = indexOfId(kept, oldest, head)
    // Compacted now and then, so that the array does not grow without bounds.
    if (head > 1024 && head > kept.length / 2) {
      kept = kept.slice(head)
      head = 0
    }
  }

  return {
    get length() {
      return shown.length - head
    },
    at: (index) => shown[head + index],
    indexOf: (id) => indexOfId(shown, id, head) - head,
    reset: startOver,
    update(frames, filter) {
      const newest = frames.at(-1)?.id ?? -1
      if (filter !== current || newest < lastId) startOver()
      if (filter !== current) matches = createMatcher(filter)
      current = filter
      if (isEverything(filter)) {
        startOver()
        shown = frames
        return true
      }
      dropRemoved(frames)
      shown = kept
      const startedAt = performance.now()
      for (let i = indexOfId(frames, lastId + 1), checked = 0; i < frames.length; i++) {
        const frame = frames[i]
        if (!frame) break
        if (matches(frame)) kept.push(frame)
        lastId = frame.id
        if (++checked % CHECK_EVERY === 0 && performance.now() - startedAt > BUDGET_MS) return i === frames.length - 1
      }
      return true
    },
  }
}

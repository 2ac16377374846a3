import { MAX_PAYLOAD_BYTES } from './frame-record'
import type { FrameRecord } from './types'

export interface RingLimits {
  /** Frames of all connections together. */
  readonly maxFrames: number
  /** Bytes of their payloads. */
  readonly maxBytes: number
}

/**
 * The recorded frames of all connections. The limits apply to all of them together, so that memory is limited however many
 * connections there are. What is removed are the oldest frames of the connection that has the most: a busy connection does not
 * remove the frames of a quiet one.
 */
export interface FrameRing {
  push(owner: number, frame: FrameRecord): void
  /** The frames of one connection, oldest first: a live array. */
  frames(owner: number): readonly FrameRecord[]
  /** Removes the frames of one connection, without counting them. */
  forget(owner: number): void
  clear(): void
  /** How many frames the limits removed. */
  removed(): number
}

interface Lane {
  readonly frames: FrameRecord[]
  bytes: number
}

const NONE: readonly FrameRecord[] = Object.freeze([])
/** Frames are removed in groups of a sixteenth of the limit: moving the others costs little for each frame. */
const KEPT = 15 / 16

const costOf = ({ data, bytes }: FrameRecord): number => (data === null ? 0 : Math.min(bytes, MAX_PAYLOAD_BYTES))

export function createFrameRing({ maxFrames, maxBytes }: RingLimits): FrameRing {
  const lanes = new Map<number, Lane>()
  let count = 0
  let bytes = 0
  let removed = 0

  /** Before the push, so that the newest frame is never removed. */
  function makeRoom(cost: number): void {
    if (count < maxFrames && bytes + cost <= maxBytes) return
    const countGoal = Math.min(maxFrames - 1, Math.floor(maxFrames * KEPT))
    const bytesGoal = Math.max(0, Math.min(maxBytes - cost, Math.floor(maxBytes * KEPT)))
    while (count > countGoal || bytes > bytesGoal) removeOldest(largest(count > countGoal), countGoal, bytesGoal)
  }

  function largest(isByCount: boolean): Lane {
    let found: Lane | undefined
    const sizeOf = (lane: Lane) => (isByCount ? lane.frames.length : lane.bytes)
    for (const lane of lanes.values()) if (!found || sizeOf(lane) > sizeOf(found)) found = lane
    return found!
  }

  /** At most half of a lane at once, because another lane may then be the largest. */
  function removeOldest(lane: Lane, countGoal: number, bytesGoal: number): void {
    const limit = Math.ceil(lane.frames.length / 2)
    let taken = 0
    let freed = 0
    while (taken < limit && (count - taken > countGoal || bytes - freed > bytesGoal)) freed += costOf(lane.frames[taken++]!)
    lane.frames.splice(0, taken)
    lane.bytes -= freed
    count -= taken
    bytes -= freed
    removed += taken
  }

  return {
    push(owner, frame) {
      const cost = costOf(frame)
      makeRoom(cost)
      let lane = lanes.get(owner)
      if (!lane) lanes.set(owner, (lane = { frames: [], bytes: 0 }))
      lane.frames.push(frame)
      lane.bytes += cost
      count++
      bytes += cost
    },
    frames: (owner) => lanes.get(owner)?.frames ?? NONE,
    forget(owner) {
      const lane = lanes.get(owner)
      if (!lane) return
      lanes.delete(owner)
      count -= lane.frames.length
      bytes -= lane.bytes
    },
    clear() {
      lanes.clear()
      count = bytes = removed = 0
    },
    removed: () => removed,
  }
}

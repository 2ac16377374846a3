import { systemClock } from '../../core/platform/clock'
import { after } from '../clock/after'
import { deliverWithin } from '../clock/surroundings'

/** One direction of a line: delivers frames in order, each in its own task, after the latency. */
export interface Lane<Frame> {
  /** `onLeave` is called in a later task, when the frame left the sender's buffer. */
  push(frame: Frame | Promise<Frame>, size?: number, onLeave?: () => void): void
  /** Frames that were not delivered yet are lost. */
  stop(): void
}

export interface LaneOptions<Frame> {
  latencyMs: number
  bytesPerSecond(): number
  deliver(frame: Frame): void
}

export function createLane<Frame>({ latencyMs, bytesPerSecond, deliver }: LaneOptions<Frame>): Lane<Frame> {
  /** A slot is filled when its frame has arrived. */
  const slots: { frame?: Frame }[] = []
  let busyUntil = 0
  let isStopped = false

  /** One frame for each task, so that promise callbacks run between two frames, as between two events of a socket. */
  function deliverNext(): void {
    const first = slots[0]
    if (isStopped || !first || !('frame' in first)) return
    slots.shift()
    if (slots[0] && 'frame' in slots[0]) after(0, deliverNext)
    deliver(first.frame)
  }

  function arrive(slot: { frame?: Frame }, frame: Frame): void {
    slot.frame = frame
    deliverNext()
  }

  return {
    push(frame, size = 0, onLeave) {
      const slot = {}
      slots.push(slot)
      const now = systemClock.now()
      busyUntil = Math.max(busyUntil, now) + (size * 1000) / bytesPerSecond()
      after(busyUntil - now, () => {
        if (isStopped) return
        onLeave?.()
        after(latencyMs, () => {
          // Data of a Blob is read in the meantime.
          if (frame instanceof Promise) void frame.then((read: Frame) => deliverWithin(() => arrive(slot, read)))
          else arrive(slot, frame)
        })
      })
    },
    stop() {
      isStopped = true
      slots.length = 0
    },
  }
}

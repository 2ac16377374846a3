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
    if (slots[0] && 'frame' in slots[0]) setTimeout(deliverNext)
    deliver(first.frame as Frame)
  }

  function arrive(slot: { frame?: Frame }, frame: Frame): void {
    slot.frame = frame
    deliverNext()
  }

  return {
    push(frame, size = 0, onLeave) {
      const slot = {}
      slots.push(slot)
      const now = Date.now()
      busyUntil = Math.max(busyUntil, now) + (size * 1000) / bytesPerSecond()
      setTimeout(() => {
        if (isStopped) return
        onLeave?.()
        setTimeout(() => {
          // Data of a Blob is read in the meantime.
          if (frame instanceof Promise) void frame.then((read: Frame) => arrive(slot, read))
          else arrive(slot, frame)
        }, latencyMs)
      }, busyUntil - now)
    },
    stop() {
      isStopped = true
      slots.length = 0
    },
  }
}

import type { NotifyMode } from '../types'

/** The timers a scheduler needs; each returns how to cancel. */
export interface Pacer {
  requestFrame(run: () => void): () => void
  setTimer(run: () => void, delayMs: number): () => void
}

export interface Scheduler {
  /** Runs now when nothing ran in the current frame, or when urgent; otherwise once, at the end of it. */
  request(isUrgent?: boolean): void
  cancel(): void
}

/** Coalesces requests to run as `notify` says: the first of a burst at once, the rest together. */
export function createScheduler(mode: NotifyMode, pacer: Pacer, run: () => void): Scheduler {
  let cancelWindow: (() => void) | null = null
  let isDue = false

  function runNow(): void {
    isDue = false
    if (mode !== 'sync' && !cancelWindow)
      cancelWindow = mode === 'frame' ? pacer.requestFrame(endWindow) : pacer.setTimer(endWindow, mode.throttleMs)
    run()
  }

  function endWindow(): void {
    cancelWindow = null
    if (isDue) runNow()
  }

  return {
    request(isUrgent = false) {
      if (isUrgent || !cancelWindow) runNow()
      else isDue = true
    },
    cancel() {
      cancelWindow?.()
      cancelWindow = null
      isDue = false
    },
  }
}

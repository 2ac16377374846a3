import type { Pacer } from './scheduler'

/**
 * Timers do not count the time that a device sleeps. A long timer is therefore cut into slices: after waking, an overdue
 * time is noticed within one slice.
 */
const SLICE_MS = 5000

export interface WallClockTimer {
  /** Runs once when the wall clock has reached `due` (epoch ms). Infinity cancels. */
  set(due: number): void
}

export interface TimerClock extends Pick<Pacer, 'setTimer'> {
  now(): number
}

class SlicedTimer implements WallClockTimer {
  #armed = Infinity
  #cancel: (() => void) | null = null

  readonly #clock: TimerClock
  readonly #run: () => void

  constructor(
    clock: TimerClock,
    run: () => void,
  ) {
    this.#clock = clock
    this.#run = run
  }

  set(due: number): void {
    // An overdue time is armed again: its timer may have been suspended.
    if (due === this.#armed && due > this.#clock.now()) return
    this.#cancel?.()
    this.#cancel = null
    this.#armed = due
    if (due < Infinity) this.#arm(due, due - this.#clock.now())
  }

  #arm(due: number, leftMs: number): void {
    const slice = Math.min(leftMs, SLICE_MS)
    this.#cancel = this.#clock.setTimer(() => {
      // Either clock is enough: the wall clock may be set back, the timers may have been suspended.
      if (slice < leftMs && this.#clock.now() < due) return this.#arm(due, leftMs - slice)
      this.#armed = Infinity
      this.#cancel = null
      this.#run()
    }, slice)
  }
}

export const createWallClockTimer = (clock: TimerClock, run: () => void): WallClockTimer => new SlicedTimer(clock, run)

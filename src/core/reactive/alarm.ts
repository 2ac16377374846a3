import type { Pacer } from './store'

/**
 * Timers do not count the time a device sleeps, so a long one is cut into slices: after waking, an overdue wall-clock
 * time is noticed within one slice.
 */
const SLICE_MS = 5000

export interface Alarm {
  /** Rings once when the wall clock has reached `due` (epoch ms); Infinity switches it off. */
  set(due: number): void
}

export interface AlarmClock extends Pick<Pacer, 'setTimer'> {
  now(): number
}

class SlicedAlarm implements Alarm {
  #armed = Infinity
  #cancel: (() => void) | null = null

  readonly #clock: AlarmClock
  readonly #ring: () => void

  constructor(
    clock: AlarmClock,
    ring: () => void,
  ) {
    this.#clock = clock
    this.#ring = ring
  }

  set(due: number): void {
    // An overdue time is armed again, for the timer that was to ring may have slept.
    if (due === this.#armed && due > this.#clock.now()) return
    this.#cancel?.()
    this.#cancel = null
    this.#armed = due
    if (due < Infinity) this.#arm(due, due - this.#clock.now())
  }

  #arm(due: number, leftMs: number): void {
    const slice = Math.min(leftMs, SLICE_MS)
    this.#cancel = this.#clock.setTimer(() => {
      // Either clock is enough: the wall clock may be set back, the timers may have slept.
      if (slice < leftMs && this.#clock.now() < due) return this.#arm(due, leftMs - slice)
      this.#armed = Infinity
      this.#cancel = null
      this.#ring()
    }, slice)
  }
}

export const createAlarm = (clock: AlarmClock, ring: () => void): Alarm => new SlicedAlarm(clock, ring)

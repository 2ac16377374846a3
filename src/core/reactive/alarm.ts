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

export function createAlarm(clock: AlarmClock, ring: () => void): Alarm {
  let armed = Infinity
  let cancel = () => {}

  function arm(due: number, leftMs: number): void {
    const slice = Math.min(leftMs, SLICE_MS)
    cancel = clock.setTimer(() => {
      // Either clock is enough: the wall clock may be set back, the timers may have slept.
      if (slice >= leftMs || clock.now() >= due) {
        armed = Infinity
        ring()
      } else arm(due, leftMs - slice)
    }, slice)
  }

  return {
    set(due) {
      // An overdue time is armed again, for the timer that was to ring may have slept.
      if (due === armed && due > clock.now()) return
      cancel()
      armed = due
      if (due < Infinity) arm(due, due - clock.now())
    },
  }
}

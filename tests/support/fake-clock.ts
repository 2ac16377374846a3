import type { Clock } from '../../src/core/platform/clock'

const FRAME_MS = 16
const START = 1_700_000_000_000

interface Timer {
  readonly due: number
  readonly order: number
  readonly isFrame: boolean
  readonly run: () => void
}

/** The test controls time and random numbers. The wall clock can differ from the clock of the timers. */
export interface FakeClock extends Clock {
  /** Moves both clocks forward and runs due timers in order. */
  advance(ms: number): void
  /** Simulates a sleeping device: the wall clock moves, the timers do not. */
  sleep(ms: number): void
  /** Changes the wall clock only, forwards or backwards. */
  shiftWall(ms: number): void
  /** Sets the result of `random`. */
  setRandom(next: number | (() => number)): void
  /** The delays of all timers so far, in order. */
  readonly delays: readonly number[]
  readonly pendingTimers: number
  readonly pendingFrames: number
  /** Errors that were passed to `reportError`. */
  readonly reported: unknown[]
}

export function createFakeClock(): FakeClock {
  const timers = new Set<Timer>()
  const delays: number[] = []
  const reported: unknown[] = []
  let monotonic = 0
  let wall = START
  let order = 0
  let random = () => 0.5

  function add(run: () => void, due: number, isFrame: boolean): () => void {
    const timer = { run, due, order: order++, isFrame }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  function earliest(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of timers)
      if (!first || timer.due < first.due || (timer.due === first.due && timer.order < first.order)) first = timer
    return first
  }

  const moveTo = (to: number) => {
    wall += to - monotonic
    monotonic = to
  }
  const count = (isFrame: boolean) => [...timers].filter((timer) => timer.isFrame === isFrame).length

  return {
    now: () => wall,
    random: () => random(),
    setTimer(run, delayMs) {
      delays.push(delayMs)
      return add(run, monotonic + Math.max(0, delayMs), false)
    },
    requestFrame: (run) => add(run, (Math.floor(monotonic / FRAME_MS) + 1) * FRAME_MS, true),
    reportError: (error) => void reported.push(error),
    advance(ms) {
      const end = monotonic + ms
      for (let timer = earliest(); timer && timer.due <= end; timer = earliest()) {
        timers.delete(timer)
        moveTo(Math.max(monotonic, timer.due))
        timer.run()
      }
      moveTo(end)
    },
    sleep: (ms) => void (wall += ms),
    shiftWall: (ms) => void (wall += ms),
    setRandom: (next) => void (random = typeof next === 'function' ? next : () => next),
    delays,
    reported,
    get pendingTimers() {
      return count(false)
    },
    get pendingFrames() {
      return count(true)
    },
  }
}

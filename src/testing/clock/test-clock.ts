import { systemClock, type Clock } from '../../core/platform/clock'
import { deliverWithin } from './surroundings'
import { settle } from './tasks'

/** `running`: real time, which `advance()` moves ahead. `stopped`: only `advance()` moves it. */
export type ClockMode = 'running' | 'stopped'

export interface TestClockOptions {
  mode: ClockMode
  random: () => number
}

interface Timer {
  readonly at: number
  readonly run: () => void
  /** Not in a stopped clock. */
  cancelReal: (() => void) | undefined
}

const FRAME_MS = 16
/** Two components that make each other render for ever never become quiet. */
const MAX_FRAMES = 100

let installed: ReturnType<typeof createTestClock> | undefined
let owners = 0

/**
 * Replaces the clock of the library until the returned function is called. All test servers share one clock; the last one
 * decides its mode. No global is replaced.
 */
export function installTestClock(options: TestClockOptions): () => void {
  installed ??= createTestClock()
  installed.set(options)
  owners++
  let isReleased = false
  return () => {
    if (isReleased) return
    isReleased = true
    if (--owners > 0) return
    installed?.remove()
    installed = undefined
  }
}

/** Moves the time ahead: every timer that is due on the way runs, in order, and what it sends arrives. */
export async function advanceTestClock(ms: number): Promise<void> {
  if (!installed) {
    throw new Error(`advance() needs the clock of the test server. Leave out \`clock: 'system'\`, and call it before stop().`)
  }
  await installed.advance(ms)
}

/** Resolves when nothing is on its way, and what waited for a frame is done. */
export async function settleWithFrames(): Promise<void> {
  await settle()
  for (let frames = 0; frames < MAX_FRAMES && installed?.runFrames(); frames++) await settle()
}

function createTestClock() {
  const system: Clock = { ...systemClock }
  const timers = new Set<Timer>()
  /** What waits for the next frame. */
  const frames = new Set<() => void>()
  let mode: ClockMode = 'running'
  let random = () => 0.5
  /** How far this clock is ahead of the system's, or of the moment in which it stopped. */
  let aheadMs = 0
  let stoppedAt = 0

  const now = () => (mode === 'stopped' ? stoppedAt : system.now()) + aheadMs

  function fire(timer: Timer): void {
    timer.cancelReal?.()
    if (timers.delete(timer)) deliverWithin(timer.run)
  }

  function arm(timer: Timer): void {
    timer.cancelReal?.()
    timer.cancelReal = mode === 'running' ? system.setTimer(() => fire(timer), timer.at - now()) : undefined
  }

  function setTimer(run: () => void, delayMs: number): () => void {
    const timer: Timer = { at: now() + Math.max(delayMs, 0), run, cancelReal: undefined }
    timers.add(timer)
    arm(timer)
    return () => {
      timer.cancelReal?.()
      timers.delete(timer)
    }
  }

  const nextUntil = (time: number): Timer | undefined =>
    [...timers].reduce<Timer | undefined>((next, timer) => (timer.at <= time && !(next && next.at <= timer.at) ? timer : next), undefined)

  /** The platform runs it at its next frame, or `settle` runs it before. A stopped clock also runs it when a frame has passed. */
  function requestFrame(run: () => void): () => void {
    const runOnce = () => {
      cancel()
      deliverWithin(run)
    }
    const cancelReal = mode === 'stopped' ? setTimer(runOnce, FRAME_MS) : system.requestFrame(runOnce)
    const cancel = () => {
      cancelReal()
      frames.delete(runOnce)
    }
    frames.add(runOnce)
    return cancel
  }

  Object.assign(systemClock, {
    now,
    setTimer,
    random: () => random(),
    requestFrame,
  } satisfies Partial<Clock>)

  /** The time goes on from where it is. */
  function set(options: TestClockOptions): void {
    const time = now()
    ;({ mode, random } = options)
    stoppedAt = system.now()
    aheadMs = time - stoppedAt
    timers.forEach(arm)
  }

  return {
    set,
    /** Whether there was one. */
    runFrames() {
      const due = [...frames]
      for (const run of due) run()
      return due.length > 0
    },
    async advance(ms: number) {
      if (!(ms >= 0)) throw new RangeError(`advance() takes a number of milliseconds from 0, not ${ms}.`)
      await settle()
      const target = now() + ms
      for (let timer = nextUntil(target); timer; timer = nextUntil(target)) {
        aheadMs += Math.max(0, timer.at - now())
        fire(timer)
        await settle()
      }
      aheadMs += Math.max(0, target - now())
      timers.forEach(arm)
      await settle()
    },
    remove() {
      // What still waits goes on in real time.
      set({ mode: 'running', random })
      Object.assign(systemClock, system)
    },
  }
}

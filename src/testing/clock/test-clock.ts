import { systemClock, type Clock } from '../../core/platform/clock'
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

function createTestClock() {
  const system: Clock = { ...systemClock }
  const timers = new Set<Timer>()
  let mode: ClockMode = 'running'
  let random = () => 0.5
  /** How far this clock is ahead of the system's, or of the moment in which it stopped. */
  let aheadMs = 0
  let stoppedAt = 0

  const now = () => (mode === 'stopped' ? stoppedAt : system.now()) + aheadMs

  function fire(timer: Timer): void {
    timer.cancelReal?.()
    if (timers.delete(timer)) timer.run()
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

  Object.assign(systemClock, {
    now,
    setTimer,
    random: () => random(),
    requestFrame: (run: () => void) => (mode === 'stopped' ? setTimer(run, FRAME_MS) : system.requestFrame(run)),
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

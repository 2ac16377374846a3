import type { Rate } from './types'

/** How many seconds are kept. */
export const RATE_SECONDS = 60

/** Counts the frames of one connection in each second. */
export interface RateMeter {
  count(direction: 'in' | 'out', bytes: number, at: number): void
  /** Whether the kept seconds have any frame, so that they change with the time. */
  isMoving(): boolean
  /** The last 60 seconds, oldest first, the current one last. */
  rates(now: number): readonly Rate[]
  clear(): void
}

type Counter = { -readonly [K in keyof Rate]: Rate[K] }

const counterAt = (at: number): Counter => ({ at, framesIn: 0, framesOut: 0, bytesIn: 0, bytesOut: 0 })

export function createRateMeter(): RateMeter {
  /** The seconds before the current one, oldest first. They do not change any more. */
  let past: Rate[] = []
  let current: Counter | null = null
  let lastFrameAt = -Infinity

  /** A clock that was set back counts in the current second. */
  function advance(now: number): Counter {
    const at = Math.floor(now / 1000) * 1000
    if (current && at <= current.at) return current
    const isNear = current !== null && at - current.at < RATE_SECONDS * 1000
    if (isNear) past.push(current!)
    else past = []
    const from = isNear ? current!.at + 1000 : at - (RATE_SECONDS - 1) * 1000
    for (let second = from; second < at; second += 1000) past.push(counterAt(second))
    past = past.slice(-(RATE_SECONDS - 1))
    return (current = counterAt(at))
  }

  return {
    count(direction, bytes, at) {
      const counter = advance(at)
      lastFrameAt = counter.at
      if (direction === 'in') {
        counter.framesIn++
        counter.bytesIn += bytes
      } else {
        counter.framesOut++
        counter.bytesOut += bytes
      }
    },
    isMoving: () => past[0] !== undefined && lastFrameAt >= past[0].at,
    rates(now) {
      const counter = advance(now)
      return [...past, { ...counter }]
    },
    clear() {
      past = []
      current = null
      lastFrameAt = -Infinity
    },
  }
}

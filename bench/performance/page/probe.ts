import type { Tick } from './tick'

/** What a page saw since `begin`. */
export interface Counts {
  renders: number
  /** Values that an effect or a watcher saw. */
  values: number
  /** Messages that the callback saw. */
  calls: number
  /** JSON texts parsed; counted only when asked for. */
  parses: number
  /** Components that never showed the last message of theirs. */
  missing: number
  longTasks: number
  longestMs: number
  /** From the message event to the changed document, where that is measured. */
  latenciesMs: number[]
}

const NONE: Counts = { renders: 0, values: 0, calls: 0, parses: 0, missing: 0, longTasks: 0, longestMs: 0, latenciesMs: [] }
const LOOK_EVERY_MS = 250
/** A page in which nothing was counted for so many looks has come to an end, whatever it still misses. */
const QUIET_LOOKS = 10

let counts: Counts = { ...NONE }
let settle: (() => void) | null = null
let finished: Promise<void> = Promise.resolve()

export const rendered = (): void => void counts.renders++
export const called = (): void => void counts.calls++

export function saw(tick: Tick | undefined): void {
  if (!tick) return
  counts.values++
  if (tick.last && --counts.missing === 0) settle?.()
}

export const nextFrame = (): Promise<void> => new Promise((resolve) => void requestAnimationFrame(() => resolve()))

/** A task of its own, without the 4 ms that nested timers wait. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    counts.longTasks++
    counts.longestMs = Math.max(counts.longestMs, Math.round(duration))
  }
}).observe({ type: 'longtask' })

/** @param components How many must show the last message of theirs. */
export function begin(components = 0): void {
  counts = { ...NONE, latenciesMs: [], missing: components }
  finished = new Promise((resolve) => {
    settle = resolve
  })
  let before = ''
  let quiet = 0
  const look = setInterval(() => {
    const now = `${counts.calls} ${counts.values} ${counts.renders}`
    quiet = now === before && counts.calls + counts.values > 0 ? quiet + 1 : 0
    before = now
    if (quiet >= QUIET_LOOKS) settle?.()
  }, LOOK_EVERY_MS)
  void finished.then(() => clearInterval(look))
}

/** Resolves when all have shown it, or when nothing happens any more. */
export const ended = (): Promise<void> => finished

export async function countsNow(): Promise<Counts> {
  await nextFrame()
  await nextFrame()
  // Long tasks are reported in a task of their own.
  await nextTask()
  return counts
}

export function countParses(): void {
  const { parse } = JSON
  JSON.parse = (...args: Parameters<typeof parse>) => {
    counts.parses++
    return parse(...args) as unknown
  }
}

/** Measures from before anybody hears of a message until the document has changed, which is before it is painted. */
export function measureLatency(root: Node): void {
  let arrivedAt = 0
  const Native = WebSocket
  globalThis.WebSocket = class extends Native {
    constructor(...args: ConstructorParameters<typeof Native>) {
      super(...args)
      this.addEventListener('message', () => (arrivedAt = performance.now()))
    }
  }
  new MutationObserver(() => {
    if (arrivedAt) counts.latenciesMs.push(performance.now() - arrivedAt)
    arrivedAt = 0
  }).observe(root, { subtree: true, childList: true, characterData: true })
}

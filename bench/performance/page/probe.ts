import type { Tick } from './tick'

/** What a page recorded since `begin`. */
export interface Counts {
  renders: number
  /** Values that reached an effect or a watcher. */
  values: number
  /** Messages that reached the callback. */
  calls: number
  /** Parsed JSON texts. Counted only after `countParses()`. */
  parses: number
  /** Components that have not shown their last message. */
  missing: number
  longTasks: number
  longestMs: number
  /** Times from the message event to the change of the document. Measured only after `measureLatency()`. */
  latenciesMs: number[]
}

const NONE: Counts = { renders: 0, values: 0, calls: 0, parses: 0, missing: 0, longTasks: 0, longestMs: 0, latenciesMs: [] }
const CHECK_EVERY_MS = 250
/** After this number of checks without a new count the run ends, even if components have not shown their last message. */
const QUIET_CHECKS = 10

let counts: Counts = { ...NONE }
let finish: (() => void) | null = null
let finished: Promise<void> = Promise.resolve()

export const recordRender = (): void => void counts.renders++
export const recordMessage = (): void => void counts.calls++

export function recordValue(tick: Tick | undefined): void {
  if (!tick) return
  counts.values++
  if (tick.last && --counts.missing === 0) finish?.()
}

export const nextFrame = (): Promise<void> => new Promise((resolve) => void requestAnimationFrame(() => resolve()))

/** Resolves in a new task, without the 4 ms delay of nested timers. */
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

/** @param components How many components must show their last message. */
export function begin(components = 0): void {
  counts = { ...NONE, latenciesMs: [], missing: components }
  finished = new Promise((resolve) => {
    finish = resolve
  })
  let previous = ''
  let quiet = 0
  const timer = setInterval(() => {
    const now = `${counts.calls} ${counts.values} ${counts.renders}`
    quiet = now === previous && counts.calls + counts.values > 0 ? quiet + 1 : 0
    previous = now
    if (quiet >= QUIET_CHECKS) finish?.()
  }, CHECK_EVERY_MS)
  void finished.then(() => clearInterval(timer))
}

/** Resolves when all components have shown their last message, or when the counts stop changing. */
export const ended = (): Promise<void> => finished

export async function countsNow(): Promise<Counts> {
  await nextFrame()
  await nextFrame()
  // The browser reports long tasks in a separate task.
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

/** Measures from the message event, before any other listener runs, until the document has changed. Painting is not included. */
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

import { INPUT_LABEL, type MountFloodApp } from './flood-app'
import { mountFloor } from './floor-flood'
import { mountReact } from './react-flood'
import { mountVue } from './vue-flood'

const APPS: Readonly<Record<string, MountFloodApp>> = { floor: mountFloor, react: mountReact, vue: mountVue }

let received = 0
let outOfOrder = 0
let startedAt = 0
let longTasks: number[] = []
let keyDelays: number[] = []

new PerformanceObserver((list) => {
  for (const { duration, startTime } of list.getEntries()) if (startTime >= startedAt) longTasks.push(duration)
}).observe({ type: 'longtask' })

// The browser measures from the key to the next paint (Event Timing), in steps of 8 ms. It reports nothing below 16 ms.
const observer: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 }
new PerformanceObserver((list) => {
  for (const { name, duration, startTime } of list.getEntries())
    if (name === 'keydown' && startTime >= startedAt) keyDelays.push(duration)
}).observe(observer)

const { searchParams } = new URL(location.href)

let opened: () => void
const open = new Promise<void>((resolve) => (opened = resolve))
const send = APPS[searchParams.get('as')!]!(
  document.getElementById('react')!,
  searchParams.get('url')!,
  (message) => {
    if (Number.parseInt(message, 10) !== received) outOfOrder++
    received++
  },
  () => opened(),
)

const input = (): HTMLInputElement => document.querySelector(`[aria-label="${INPUT_LABEL}"]`)!

Object.assign(window, {
  flood: {
    /** Requests the next batch when the socket is open. */
    async start() {
      await open
      input().focus()
      received = outOfOrder = 0
      longTasks = []
      keyDelays = []
      startedAt = performance.now()
      send('next')
    },
    received: () => received,
    report: () => ({
      received,
      outOfOrder,
      longTasks,
      keyDelays,
      typed: input().value,
      shown: Number(document.querySelector('output')!.textContent),
    }),
  },
})

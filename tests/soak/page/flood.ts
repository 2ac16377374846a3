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

// From the key to the next paint, as the browser itself measures it (Event Timing), in steps of 8 ms. Below 16 ms it is silent.
const observer: PerformanceObserverInit & { durationThreshold: number } = { type: 'event', durationThreshold: 16 }
new PerformanceObserver((list) => {
  for (const { name, duration, startTime } of list.getEntries())
    if (name === 'keydown' && startTime >= startedAt) keyDelays.push(duration)
}).observe(observer)

const { searchParams } = new URL(location.href)

let opened: () => void
const open = new Promise<void>((resolve) => (opened = resolve))
const say = APPS[searchParams.get('as')!]!(
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
    /** Asks for the next batch, once there is a socket. */
    async start() {
      await open
      input().focus()
      received = outOfOrder = 0
      longTasks = []
      keyDelays = []
      startedAt = performance.now()
      say('next')
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

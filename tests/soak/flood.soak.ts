import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, type Chromium } from './chromium/cdp'
import { floodTab, type FloodApp, type Flooded } from './chromium/flood'
import { servePage, type ServedPage } from './chromium/serve-page'
import { BATCHES } from './support/prebuilt-flood'
import { startServerProcess, type ServerProcess } from './support/server-process'

const [WARM_UP, MESSAGES] = BATCHES
const REPETITIONS = 3
const LONG_TASK_MS = 50
/** Users notice a longer delay (web.dev, Interaction to Next Paint). */
const RESPONSIVE_MS = 200
const ORDER: readonly FloodApp[] = ['floor', 'react', 'vue']

let chromium: Chromium
let page: ServedPage
let server: ServerProcess
const runs: Flooded[] = []

// The apps run in rotation, so that other work on the machine affects all of them.
beforeAll(async () => {
  ;[chromium, page, server] = await Promise.all([launchChromium(), servePage('flood.ts'), startServerProcess()])
  for (let i = 0; i < REPETITIONS; i++)
    for (const place of ORDER.keys()) {
      const app = ORDER[(place + i) % ORDER.length]!
      const run = await floodTab(chromium, page.url, server.url, app)
      runs.push(run)
      console.log(
        `${app}: CPU ${list(run.tasks.slice(0, 3))}, long on the wall clock ${list(run.longTasks)}; ` +
          `${run.keys.length} keys, slow ones ${list(run.keyDelays)}`,
      )
    }
}, 300_000)
afterAll(async () => {
  await Promise.all([chromium?.close(), page?.close(), server?.kill()])
})

const list = (values: readonly number[]): string => (values.length === 0 ? 'none' : `${values.join(', ')} ms`)
const longest = ({ tasks }: Flooded): number => Math.max(0, ...tasks)
const slowest = ({ keyDelays }: Flooded): number => Math.max(0, ...keyDelays)
const runsOf = (app: FloodApp): Flooded[] => runs.filter((run) => run.app === app)
/** The worst value of a bare socket with a counter on this machine. */
const worstOfFloor = (measure: (run: Flooded) => number): number => Math.max(...runsOf('floor').map(measure))
/** The best run, which other work on the machine disturbed least. */
const bestOf = (app: FloodApp, measure: (run: Flooded) => number): number => Math.min(...runsOf(app).map(measure))

describe.each(['react', 'vue'] as const)(`${MESSAGES.toLocaleString('en')} messages at once, in %s`, (app) => {
  it('all arrive in order and are shown', () => {
    for (const { received, outOfOrder, shown } of runsOf(app))
      expect({ received, outOfOrder, shown }).toEqual({ received: MESSAGES, outOfOrder: 0, shown: WARM_UP + MESSAGES })
  })

  it('cause no task that is longer than both 50 ms and the longest task of a bare socket', () => {
    expect(bestOf(app, longest)).toBeLessThanOrEqual(Math.max(LONG_TASK_MS, worstOfFloor(longest)))
  })

  it('do not delay key presses', () => {
    for (const { typed, keys } of runsOf(app)) {
      expect(keys.length).toBeGreaterThan(3)
      expect(typed).toBe(keys)
    }
    expect(bestOf(app, slowest)).toBeLessThanOrEqual(Math.max(RESPONSIVE_MS, worstOfFloor(slowest)))
  })
})

import { pause } from '../../support/wait-for'
import { BATCHES } from '../support/prebuilt-flood'
import type { Chromium } from './cdp'
import { traceTasks } from './task-trace'

export type FloodApp = 'floor' | 'react' | 'vue'

export interface Flooded {
  readonly app: FloodApp
  readonly received: number
  readonly outOfOrder: number
  /** The count that the page shows at the end. */
  readonly shown: number
  /** CPU time of the longest tasks of the main thread, in ms. */
  readonly tasks: readonly number[]
  /** Wall-clock durations of the tasks over 50 ms, in ms. */
  readonly longTasks: readonly number[]
  /** From each key to the next paint, in ms. Does not contain delays within one frame. */
  readonly keyDelays: readonly number[]
  readonly typed: string
  /** The keys that the test pressed during the flood. */
  readonly keys: string
}

const KEY_EVERY_MS = 100
const DEADLINE_MS = 60_000

/** Runs one flood in a new tab, with key presses during the flood. */
export async function floodTab(chromium: Chromium, pageUrl: string, serverUrl: string, app: FloodApp): Promise<Flooded> {
  const tab = await chromium.open(`${pageUrl}?as=${app}&url=${encodeURIComponent(`${serverUrl}/prebuilt`)}`)
  const end = performance.now() + DEADLINE_MS
  const received = () => tab.evaluate<number>('flood.received()')
  const until = async (count: number, meanwhile: () => Promise<void>) => {
    while ((await received()) < count) {
      if (performance.now() > end) throw new Error(`${app}: ${await received()} of ${count} messages within ${DEADLINE_MS} ms`)
      await meanwhile()
    }
  }
  const [warmUp, flood] = BATCHES
  await tab.evaluate('flood.start()')
  await until(warmUp, () => pause(20))
  await tab.send('HeapProfiler.collectGarbage')
  const stopTrace = await traceTasks(chromium)
  await tab.evaluate('flood.start()')
  let keys = ''
  await until(flood, async () => {
    const text = String.fromCharCode('a'.charCodeAt(0) + (keys.length % 26))
    await tab.send('Input.dispatchKeyEvent', { type: 'keyDown', key: text, text })
    await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', key: text })
    keys += text
    await pause(KEY_EVERY_MS)
  })
  // The browser reports entries and draws frames a little later.
  await pause(300)
  const report = await tab.evaluate<Omit<Flooded, 'app' | 'keys' | 'tasks'>>('flood.report()')
  const tasks = await stopTrace()
  await tab.close()
  return { ...report, app, keys, tasks }
}

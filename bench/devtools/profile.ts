import type { Chromium } from '../performance/harness/chromium'
import type { Feed } from '../stream/with-pages'
import { delay, withPage } from './measure'

interface Profile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: { readonly functionName: string; readonly lineNumber: number } }[]
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

const LINES = 40
const WARM_UP_MS = 2000

/** Prints the self time of each function while the page is in that state, in ms for each second. The bundle keeps function names. */
export const printProfile = (chromium: Chromium, feed: Feed, state: string, perSecond: number, ms: number): Promise<void> =>
  withPage(chromium, feed, 'panel', async ({ tab }) => {
    feed.stream({ perSecond })
    await tab.evaluate(`setPanel('${state}')`)
    await delay(WARM_UP_MS)
    await tab.send('Profiler.enable')
    await tab.send('Profiler.setSamplingInterval', { interval: 200 })
    await tab.send('Profiler.start')
    await delay(ms)
    const { profile } = await tab.send<{ profile: Profile }>('Profiler.stop')
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName || '(anonymous)'}:${callFrame.lineNumber + 1}`]))
    const selfTimes = new Map<string, number>()
    profile.samples.forEach((id, i) => {
      const name = names.get(id)!
      selfTimes.set(name, (selfTimes.get(name) ?? 0) + profile.timeDeltas[i]! / ms)
    })
    console.log(`\n${state}, ${perSecond} messages a second`)
    for (const [name, selfMs] of [...selfTimes].sort(([, a], [, b]) => b - a).slice(0, LINES)) console.log(selfMs.toFixed(1).padStart(8), name)
  })

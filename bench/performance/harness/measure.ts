import type { PageConfig } from '../page/bench'
import type { Counts } from '../page/probe'
import type { Chromium, Tab } from './chromium'
import type { FeedServer } from './feed'
import type { ServerCounts } from './feed-server'
import type { Burst } from './frames'

/** Results of one run of one candidate. Times are CPU times of the renderer's main thread, in ms. */
export interface Figures extends Counts {
  readonly task: number
  readonly script: number
  /** Growth of the JavaScript heap during the measurement, after garbage collection, in bytes. */
  readonly heap: number
  readonly server: ServerCounts
}

export interface Usage {
  readonly task: number
  readonly script: number
  readonly heap: number
}

export async function usageOf(tab: Tab): Promise<Usage> {
  const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
  const valueOf = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value
  return { task: valueOf('ThreadTime') * 1000, script: valueOf('ScriptDuration') * 1000, heap: valueOf('JSHeapUsedSize') }
}

export const collectGarbage = (tab: Tab) => tab.send('HeapProfiler.collectGarbage')

export const mount = async (tab: Tab, feed: FeedServer, config: PageConfig, sockets = 1) => {
  await tab.evaluate(`bench.mount(${JSON.stringify(config)})`)
  await feed.run({ type: 'await', open: sockets })
}

/** Opens a new tab with that candidate, calls `use`, and closes the tab. */
export async function withTab<Result>(chromium: Chromium, feed: FeedServer, candidate: string, use: (tab: Tab) => Promise<Result>): Promise<Result> {
  await feed.run({ type: 'await', open: 0 })
  await feed.run({ type: 'reset' })
  const tab = await chromium.open(`${feed.origin}/${candidate}.html`)
  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    return await use(tab)
  } finally {
    await tab.close()
  }
}

/** Measures what `work` costs the page. */
export async function measureWork(tab: Tab, feed: FeedServer, work: () => Promise<unknown>, components = 0): Promise<Figures> {
  await collectGarbage(tab)
  await tab.evaluate(`bench.begin(${components})`)
  const before = await usageOf(tab)
  await work()
  const counts = await tab.evaluate<Counts>('bench.counts()')
  const after = await usageOf(tab)
  await collectGarbage(tab)
  const settled = await usageOf(tab)
  return {
    ...counts,
    task: after.task - before.task,
    script: after.script - before.script,
    heap: settled.heap - before.heap,
    server: await feed.run({ type: 'await' }),
  }
}

/** Measures a burst until the given number of components have shown their last message. */
export const measureBurst = (tab: Tab, feed: FeedServer, burst: Burst, components: number): Promise<Figures> =>
  measureWork(
    tab,
    feed,
    async () => {
      const ended = tab.evaluate('bench.ended()')
      await feed.run({ type: 'burst', burst })
      await ended
    },
    components,
  )

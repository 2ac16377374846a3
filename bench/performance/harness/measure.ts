import type { Scene } from '../page/bench'
import type { Counts } from '../page/probe'
import type { Chromium, Tab } from './chromium'
import type { FeedServer } from './feed'
import type { ServerCounts } from './feed-server'
import type { Burst } from './frames'

/** Of one run of one candidate. Times are of the renderer's main thread, in ms of its own clock. */
export interface Figures extends Counts {
  readonly task: number
  readonly script: number
  /** Of the JavaScript heap over what is measured, after collecting garbage, in bytes. */
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

export const mount = async (tab: Tab, { order }: FeedServer, scene: Scene, sockets = 1) => {
  await tab.evaluate(`bench.mount(${JSON.stringify(scene)})`)
  await order({ type: 'await', open: sockets })
}

/** A fresh tab of that candidate for `use`. */
export async function inTab<Result>(chromium: Chromium, feed: FeedServer, candidate: string, use: (tab: Tab) => Promise<Result>): Promise<Result> {
  await feed.order({ type: 'await', open: 0 })
  await feed.order({ type: 'reset' })
  const tab = await chromium.open(`${feed.origin}/${candidate}.html`)
  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    return await use(tab)
  } finally {
    await tab.close()
  }
}

/** What `work` costs the page. */
export async function measured(tab: Tab, feed: FeedServer, work: () => Promise<unknown>, components = 0): Promise<Figures> {
  await collectGarbage(tab)
  await tab.evaluate(`bench.begin(${components})`)
  const before = await usageOf(tab)
  await work()
  const counts = await tab.evaluate<Counts>('bench.counts()')
  const after = await usageOf(tab)
  await collectGarbage(tab)
  const rest = await usageOf(tab)
  return {
    ...counts,
    task: after.task - before.task,
    script: after.script - before.script,
    heap: rest.heap - before.heap,
    server: await feed.order({ type: 'await' }),
  }
}

/** What it costs until as many components as given have shown the last message of theirs. */
export const measuredBurst = (tab: Tab, feed: FeedServer, burst: Burst, components: number): Promise<Figures> =>
  measured(
    tab,
    feed,
    async () => {
      const ended = tab.evaluate('bench.ended()')
      await feed.order({ type: 'burst', burst })
      await ended
    },
    components,
  )

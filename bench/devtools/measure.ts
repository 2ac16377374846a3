import type { Chromium, Tab } from '../performance/harness/chromium'
import type { Feed } from '../stream/with-pages'
import type { PageCounts } from './page/app'

/**
 * Shares are percents of one core: CPU time for each second of the feed. On a busy machine the page gets its messages late, so a
 * second of the feed takes longer than a second. Its work for each message stays the same.
 */
export interface Sample {
  /** CPU time of the main thread of the page. */
  readonly main: number
  /** Parts of the main thread. */
  readonly script: number
  readonly style: number
  readonly layout: number
  /** CPU time of the process of the page, with its threads for compositing and raster. */
  readonly renderer: number
  /** CPU time of the process that draws. Without a GPU it draws in software. */
  readonly gpu: number
  readonly framesPerSecond: number
  readonly messagesPerSecond: number
}

const METRICS = { main: 'ThreadTime', script: 'ScriptDuration', style: 'RecalcStyleDuration', layout: 'LayoutDuration' } as const

export interface OpenPage {
  readonly tab: Tab
  /** Measures for so long what the page costs at that rate, which the feed must already have. */
  sample(perSecond: number, ms: number): Promise<Sample>
}

export const delay = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/** Opens a page in a process of its own, calls `use` when its connection is open, and closes it. */
export async function withPage<Result>(chromium: Chromium, feed: Feed, name: string, use: (page: OpenPage) => Promise<Result>): Promise<Result> {
  feed.stream({ perSecond: 0 })
  const others = new Set((await chromium.processes()).map(({ id }) => id))
  const tab = await chromium.open(`${feed.origin}/${name}.html`)

  async function usage() {
    const counts = await tab.evaluate<PageCounts>('counts()')
    const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
    const metricOf = (wanted: string) => metrics.find((metric) => metric.name === wanted)!.value
    const processes = await chromium.processes()
    const sum = (isWanted: (type: string, id: number) => boolean) =>
      processes.filter(({ type, id }) => isWanted(type, id)).reduce((total, { cpuTime }) => total + cpuTime, 0)
    return {
      ...counts,
      at: performance.now() / 1000,
      main: metricOf(METRICS.main),
      script: metricOf(METRICS.script),
      style: metricOf(METRICS.style),
      layout: metricOf(METRICS.layout),
      renderer: sum((type, id) => type === 'renderer' && !others.has(id)),
      gpu: sum((type) => type === 'GPU'),
    }
  }

  async function sample(perSecond: number, ms: number): Promise<Sample> {
    const before = await usage()
    await delay(ms)
    const after = await usage()
    const seconds = after.at - before.at
    const feedSeconds = (after.messages - before.messages) / perSecond
    const share = (part: 'main' | 'script' | 'style' | 'layout' | 'renderer' | 'gpu') => ((after[part] - before[part]) / feedSeconds) * 100
    return {
      main: share('main'),
      script: share('script'),
      style: share('style'),
      layout: share('layout'),
      renderer: share('renderer'),
      gpu: share('gpu'),
      framesPerSecond: (after.frames - before.frames) / seconds,
      messagesPerSecond: (after.messages - before.messages) / seconds,
    }
  }

  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    for (let i = 0; !(await tab.evaluate<boolean>('isOpen()')); i++) {
      if (i > 200) throw new Error(`The page ${name} does not connect.`)
      await delay(50)
    }
    return await use({ tab, sample })
  } finally {
    feed.stream({ perSecond: 0 })
    await tab.close()
  }
}

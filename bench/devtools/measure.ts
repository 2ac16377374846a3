import type { Chromium } from '../performance/harness/chromium'
import type { PageCounts } from './page/app'

export interface Feed {
  readonly origin: string
  /** Each socket gets this many messages in a second from now on. */
  stream(perSecond: number): void
}

/**
 * Shares are percents of one core: CPU time for each second of the feed. On a busy machine the page gets its messages late, so a
 * second of the feed takes longer than a second. Its work for each message stays the same.
 */
export interface Sample {
  /** CPU time of the main thread of the page. */
  readonly main: number
  /** Parts of the main thread, by its own clock. */
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

const delay = (ms: number) => new Promise((resolve) => void setTimeout(resolve, ms))

interface Usage extends PageCounts {
  readonly at: number
  readonly main: number
  readonly script: number
  readonly style: number
  readonly layout: number
  readonly renderer: number
  readonly gpu: number
}

/** Measures one page for some seconds, after a warm-up that fills the ring buffer of the devtools. */
export async function measurePage(chromium: Chromium, feed: Feed, page: string, perSecond: number, warmUpMs: number, measureMs: number): Promise<Sample> {
  feed.stream(0)
  const others = new Set((await chromium.processes()).map(({ id }) => id))
  const tab = await chromium.open(`${feed.origin}/${page}.html`)
  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    for (let i = 0; !(await tab.evaluate<boolean>('isOpen()')); i++) {
      if (i > 100) throw new Error(`The page ${page} does not connect.`)
      await delay(50)
    }
    feed.stream(perSecond)
    await delay(warmUpMs)

    const usage = async (): Promise<Usage> => {
      const counts = await tab.evaluate<PageCounts>('counts()')
      const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
      const processes = await chromium.processes()
      const sum = (wanted: (process: { readonly type: string; readonly id: number }) => boolean) =>
        processes.filter(wanted).reduce((total, { cpuTime }) => total + cpuTime, 0)
      const metricOf = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value
      return {
        ...counts,
        at: performance.now() / 1000,
        main: metricOf('ThreadTime'),
        script: metricOf('ScriptDuration'),
        style: metricOf('RecalcStyleDuration'),
        layout: metricOf('LayoutDuration'),
        renderer: sum(({ type, id }) => type === 'renderer' && !others.has(id)),
        gpu: sum(({ type }) => type === 'GPU'),
      }
    }
    const before = await usage()
    await delay(measureMs)
    const after = await usage()
    const seconds = after.at - before.at
    const feedSeconds = (after.messages - before.messages) / perSecond
    const share = (name: 'main' | 'script' | 'style' | 'layout' | 'renderer' | 'gpu') => ((after[name] - before[name]) / feedSeconds) * 100
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
  } finally {
    feed.stream(0)
    await tab.close()
  }
}

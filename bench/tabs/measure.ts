import type { Chromium } from '../performance/harness/chromium'
import type { Feed } from '../stream/with-pages'
import type { Way } from './load'
import type { PageCounts } from './page/page'
import { longestTaskOf } from './tasks'

export interface Sample extends PageCounts {
  /** CPU time of the main thread of the page, in ms. */
  readonly main: number
  /** CPU time of the process of the page with all its threads, and so of its worker, in ms. */
  readonly renderer: number
  /** CPU time of the longest task of the main thread, in ms. */
  readonly longestTask: number
}

const METRIC = 'ThreadTime'
const delay = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

/** Opens a page in a process of its own, and measures what the messages cost it. */
export async function measure(chromium: Chromium, feed: Feed, way: Way, perSecond: number, total: number): Promise<Sample> {
  feed.stream({ perSecond: 0, total: 0 })
  const others = new Set((await chromium.processes()).map(({ id }) => id))
  const tab = await chromium.open(`${feed.origin}/${way}.html`)
  const run = async (count: number): Promise<PageCounts> => {
    await tab.evaluate('tabsBench.begin()')
    const ended = tab.evaluate<PageCounts>('tabsBench.ended()')
    feed.stream({ perSecond, total: count })
    return ended
  }
  async function usage() {
    const { metrics } = await tab.send<{ metrics: { name: string; value: number }[] }>('Performance.getMetrics')
    const processes = (await chromium.processes()).filter(({ type, id }) => type === 'renderer' && !others.has(id))
    return {
      main: metrics.find(({ name }) => name === METRIC)!.value * 1000,
      renderer: processes.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0),
    }
  }

  try {
    await tab.send('Performance.enable', { timeDomain: 'threadTicks' })
    for (let i = 0; !(await tab.evaluate<boolean>('tabsBench.isOpen()')); i++) {
      if (i > 200) throw new Error(`The page ${way} does not connect.`)
      await delay(50)
    }
    // The compiler of the browser does its work.
    await run(perSecond)
    const before = await usage()
    const counts = await run(total)
    const after = await usage()
    // Apart, because tracing costs the page something.
    const longestTask = await longestTaskOf(tab, () => run(perSecond * 2))
    return { ...counts, longestTask, main: after.main - before.main, renderer: after.renderer - before.renderer }
  } finally {
    feed.stream({ perSecond: 0, total: 0 })
    await tab.close()
  }
}

import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { median, shuffled } from '../performance/report/stats'
import { withPages } from './environment'
import { measurePage, type Sample } from './measure'

/** Pages in the order of the table. Each one has the application, and of the devtools: */
const PAGES = {
  absent: 'nothing',
  imported: '`tap` imported, not called',
  closed: 'mounted, closed',
  open: 'mounted, frames open',
} as const
type Page = keyof typeof PAGES

// npm run bench:devtools -- [--pages absent,open] [--rates 1000,10000] [--repetitions 5] [--seconds 4]
const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: Object.keys(PAGES).join() },
    rates: { type: 'string', default: '1000,10000' },
    repetitions: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
  },
})
const pages = values.pages.split(',') as Page[]
const repetitions = Number(values.repetitions)
const WARM_UP_MS = 2500

/** The limits that the devtools promise, over the same page with the panel closed. */
const MAX_SHARE = 15
const MIN_FRAMES = 30

const round = (value: number) => Number(value.toFixed(1))

function report(perSecond: number, samples: ReadonlyMap<Page, readonly Sample[]>): void {
  const medianOf = (page: Page, name: keyof Sample) => median((samples.get(page) ?? []).map((sample) => sample[name]))
  const over = (page: Page, base: Page, name: keyof Sample) =>
    median((samples.get(page) ?? []).map((sample, i) => sample[name] - samples.get(base)![i]![name]))

  console.log(`\n${perSecond} messages a second, median of ${repetitions}, shares in % of one core for each second of the feed`)
  console.table(
    Object.fromEntries(
      pages.map((page) => [
        PAGES[page] ?? page,
        {
          'main thread': round(medianOf(page, 'main')),
          script: round(medianOf(page, 'script')),
          style: round(medianOf(page, 'style')),
          layout: round(medianOf(page, 'layout')),
          renderer: round(medianOf(page, 'renderer')),
          'GPU process': round(medianOf(page, 'gpu')),
          'frames/s': round(medianOf(page, 'framesPerSecond')),
          'messages/s': Math.round(medianOf(page, 'messagesPerSecond')),
        },
      ]),
    ),
  )
  const compare = (page: Page, base: Page) => {
    if (!pages.includes(page) || !pages.includes(base)) return
    const ratio = medianOf(page, 'main') / medianOf(base, 'main')
    console.log(
      `${page} over ${base}: main thread ${round(over(page, base, 'main'))} % of a core (× ${ratio.toFixed(2)}), renderer ${round(over(page, base, 'renderer'))} %, GPU process ${round(over(page, base, 'gpu'))} %`,
    )
  }
  compare('imported', 'absent')
  compare('closed', 'absent')
  compare('open', 'closed')
  if (!pages.includes('open') || !pages.includes('closed')) return
  const [share, frames] = [over('open', 'closed', 'main'), medianOf('open', 'framesPerSecond')]
  console.log(`${share <= MAX_SHARE && frames >= MIN_FRAMES ? 'met   ' : 'MISSED'} at most ${MAX_SHARE} % of the main thread over closed, at least ${MIN_FRAMES} frames/s`)
}

await withPages(pages, false, async (chromium, feed) => {
  console.log(`${chromium.version}, headless, without a GPU: raster and compositing in software. ${cpus().length} × ${cpus()[0]?.model}`)
  for (const perSecond of values.rates.split(',').map(Number)) {
    const samples = new Map<Page, Sample[]>(pages.map((page) => [page, []]))
    // Pages take turns in random order, so that a busy machine does not favour one of them.
    for (let i = 0; i < repetitions; i++)
      for (const page of shuffled(pages)) samples.get(page)!.push(await measurePage(chromium, feed, page, perSecond, WARM_UP_MS, Number(values.seconds) * 1000))
    report(perSecond, samples)
  }
})

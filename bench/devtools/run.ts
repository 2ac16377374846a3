import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import type { Chromium } from '../performance/harness/chromium'
import { median, shuffled } from '../performance/report/stats'
import { withPages, type Feed } from '../stream/with-pages'
import { pagesOf } from './environment'
import { delay, withPage, type Sample } from './measure'
import { printProfile } from './profile'

// npm run bench:devtools -- [--rates 1000,10000] [--repetitions 5] [--seconds 2] [--profile open]
const { values } = parseArgs({
  options: {
    rates: { type: 'string', default: '1000,10000' },
    repetitions: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
    profile: { type: 'string' },
  },
})
const rates = values.rates.split(',').map(Number)
const repetitions = Number(values.repetitions)
const measureMs = Number(values.seconds) * 1000
/** Fills the ring buffer of the panel, and lets the compiler of the browser do its work. */
const WARM_UP_MS = 1500

/** States of one page, which takes them in turn. */
const STATES = { absent: 'no devtools', tapped: 'a tap that counts', closed: 'panel closed', open: 'panel open on the frames' } as const
/** Pages of their own: what was never imported cannot be measured otherwise. */
const BUNDLES = { absent: 'without `tap`', imported: '`tap` in the bundle, not called' } as const

/** The limits that the devtools promise, over the same page with the panel closed. */
const MAX_SHARE = 15
const MIN_FRAMES = 30

type Samples<Name extends string> = Record<Name, Sample[]>

const emptyFor = <Name extends string>(names: Readonly<Record<Name, string>>) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, []])) as unknown as Samples<Name>
const namesOf = <Name extends string>(names: Readonly<Record<Name, string>>) => Object.keys(names) as Name[]
const medianOf = (samples: readonly Sample[], part: keyof Sample) => median(samples.map((sample) => sample[part]))
/** Compared within one round, because a busy machine is slow for both. */
const over = (samples: readonly Sample[], base: readonly Sample[], part: keyof Sample) => median(samples.map((sample, i) => sample[part] - base[i]![part]))
const round = (value: number) => Number(value.toFixed(1))

function print<Name extends string>(titles: Readonly<Record<Name, string>>, samples: Samples<Name>): void {
  const rowOf = (name: Name) => ({
    'main thread': round(medianOf(samples[name], 'main')),
    script: round(medianOf(samples[name], 'script')),
    style: round(medianOf(samples[name], 'style')),
    layout: round(medianOf(samples[name], 'layout')),
    renderer: round(medianOf(samples[name], 'renderer')),
    'GPU process': round(medianOf(samples[name], 'gpu')),
    'frames/s': round(medianOf(samples[name], 'framesPerSecond')),
    'messages/s': Math.round(medianOf(samples[name], 'messagesPerSecond')),
  })
  console.table(Object.fromEntries(namesOf(titles).map((name) => [titles[name], rowOf(name)])))
}

function compare(text: string, samples: readonly Sample[], base: readonly Sample[]): void {
  const ratio = median(samples.map(({ main }, i) => main / base[i]!.main))
  const spread = samples.map(({ main }, i) => main - base[i]!.main).sort((a, b) => a - b)
  console.log(
    `${text}: main thread ${round(over(samples, base, 'main'))} (${round(spread[0]!)} to ${round(spread.at(-1)!)}), × ${ratio.toFixed(2)}; ` +
      `renderer ${round(over(samples, base, 'renderer'))}; GPU process ${round(over(samples, base, 'gpu'))}`,
  )
}

async function measureStates(chromium: Chromium, feed: Feed, perSecond: number) {
  const samples = emptyFor(STATES)
  await withPage(chromium, feed, 'panel', async ({ tab, sample }) => {
    feed.stream({ perSecond })
    for (let i = 0; i < repetitions; i++)
      for (const state of shuffled(namesOf(STATES))) {
        await tab.evaluate(`setPanel('${state}')`)
        await delay(WARM_UP_MS)
        samples[state].push(await sample(perSecond, measureMs))
      }
  })
  return samples
}

async function measureBundles(chromium: Chromium, feed: Feed, perSecond: number) {
  const samples = emptyFor(BUNDLES)
  for (let i = 0; i < repetitions; i++)
    for (const name of shuffled(namesOf(BUNDLES)))
      await withPage(chromium, feed, name, async ({ sample }) => {
        feed.stream({ perSecond })
        await delay(WARM_UP_MS)
        samples[name].push(await sample(perSecond, measureMs))
      })
  return samples
}

async function measureRate(chromium: Chromium, feed: Feed, perSecond: number): Promise<void> {
  console.log(`\n${perSecond} messages a second, medians of ${repetitions}, in % of one core`)
  const states = await measureStates(chromium, feed, perSecond)
  print(STATES, states)
  compare('tapped over absent', states.tapped, states.absent)
  compare('closed over absent', states.closed, states.absent)
  compare('open over closed', states.open, states.closed)
  const [share, frames] = [over(states.open, states.closed, 'main'), medianOf(states.open, 'framesPerSecond')]
  console.log(`${share <= MAX_SHARE ? 'met   ' : 'MISSED'} at most ${MAX_SHARE} % of a core over closed: ${round(share)}`)
  console.log(`${frames >= MIN_FRAMES ? 'met   ' : 'MISSED'} at least ${MIN_FRAMES} frames/s: ${round(frames)}, closed ${round(medianOf(states.closed, 'framesPerSecond'))}`)
  const bundles = await measureBundles(chromium, feed, perSecond)
  print(BUNDLES, bundles)
  compare('`tap` imported over not', bundles.imported, bundles.absent)
}

await withPages(pagesOf(['panel', ...namesOf(BUNDLES)], values.profile !== undefined), async (chromium, feed) => {
  console.log(`${chromium.version}, headless, without a GPU: raster and compositing in software. ${cpus().length} × ${cpus()[0]?.model}`)
  for (const perSecond of rates) {
    if (values.profile === undefined) await measureRate(chromium, feed, perSecond)
    else await printProfile(chromium, feed, values.profile, perSecond, measureMs)
  }
})

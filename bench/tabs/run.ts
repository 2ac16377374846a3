import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { shuffled } from '../performance/report/stats'
import { withPages } from '../stream/with-pages'
import { PAGES } from './environment'
import { WAYS, type Way } from './load'
import { measure, type Sample } from './measure'
import { writeReport } from './report'

// npm run bench:tabs -- [--messages 100000] [--rate 10000] [--repetitions 5] [--only page,worker] [--dry]
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '100000' },
    rate: { type: 'string', default: '10000' },
    repetitions: { type: 'string', default: '5' },
    only: { type: 'string', default: Object.keys(WAYS).join(',') },
    /** Only prints. */
    dry: { type: 'boolean', default: false },
  },
})
const [total, perSecond, repetitions] = [Number(values.messages), Number(values.rate), Number(values.repetitions)]
const ways = values.only.split(',') as Way[]

await withPages(PAGES, async (chromium, feed) => {
  const samples = new Map<Way, Sample[]>(ways.map((way) => [way, []]))
  const loadBefore = loadavg()[0]!
  for (let round = 0; round < repetitions; round++)
    for (const way of shuffled(ways)) {
      const sample = await measure(chromium, feed, way, perSecond, total)
      samples.get(way)!.push(sample)
      console.log(round + 1, way, JSON.stringify(sample))
    }
  const load = [loadBefore, loadavg()[0]!] as const
  const machine = `${cpus().length} × ${cpus()[0]?.model}`
  const report = { samples, total, perSecond, repetitions, bytes: feed.bytes, browser: chromium.version, machine, load }
  writeReport(report, values.dry)
})

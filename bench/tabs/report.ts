import { fileURLToPath } from 'node:url'
import { writeSection } from '../../scripts/document-section'
import { median, ratioOf } from '../performance/report/stats'
import { KEYS, WAYS, type Way } from './load'
import type { Sample } from './measure'

export interface Report {
  readonly samples: ReadonlyMap<Way, readonly Sample[]>
  readonly total: number
  readonly perSecond: number
  readonly repetitions: number
  /** Of one frame. */
  readonly bytes: number
  readonly browser: string
  readonly machine: string
  /** Load average of one minute, at the begin and at the end. */
  readonly load: readonly [number, number]
}

const file = fileURLToPath(new URL('../../docs/evidence/performance.md', import.meta.url))
const number = (value: number) => Math.round(value).toLocaleString('en-US')

function rowOf(way: Way, samples: readonly Sample[], floor: readonly Sample[] | undefined): string {
  const medianOf = (part: keyof Sample) => median(samples.map((sample) => sample[part]))
  const { median: ratio, low, high } = ratioOf(samples.map(({ main }) => main), (floor ?? samples).map(({ main }) => main))
  const cells = [
    WAYS[way],
    number(medianOf('messages')),
    number(medianOf('conflated')),
    number(medianOf('main')),
    `${ratio.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`,
    medianOf('longestTask').toFixed(1),
    number(medianOf('longestGap')),
    number(medianOf('renderer')),
  ]
  return `| ${cells.join(' | ')} |`
}

/** Prints the report, and writes it into the page about performance. */
export function writeReport({ samples, total, perSecond, repetitions, bytes, browser, machine, load }: Report, isDry: boolean): void {
  const rows = [...samples].map(([way, each]) => rowOf(way, each, samples.get('page')))
  const text = `## A worker for the socket

${number(total)} messages of ${(bytes / 1000).toFixed(1)} kB JSON (order books of ${KEYS} instruments), ${number(perSecond)} a second, in ${browser}. Medians of ${repetitions} runs in
random order. Times are CPU times, except that between frames: other
processes do not count. The ratio compares with the page of the same round. The machine
(${machine}) had a load average of ${load[0].toFixed(1)} before and ${load[1].toFixed(1)} after. \`npm run bench:tabs\` measures again and writes this section.

| | messages | dropped by \`latest\` | main thread, ms | ratio | longest task, ms | longest time between frames, ms | process, ms |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join('\n')}`
  console.log(`\n${text}`)
  if (!isDry) writeSection(file, 'tabs', text)
}

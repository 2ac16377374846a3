import { mkdirSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sourceOf } from '../harness/bundle'
import { WORKLOADS } from '../workloads'
import { FAN_OUT_SIZES } from '../workloads/fan-out'
import { MOST_NODE_HEAP } from '../workloads/node-heaps'
import { growthFigure } from './figure'
import { judge, type Verdict } from './goals'
import { nameOf, titleOf } from './names'
import type { Results } from './results'
import { frameworkOf, type Summary } from './summary'
import { figureBeside, plainTable, sizesTable, table, tablesOf, type Column } from './tables'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const docs = `${root}docs`
const FIGURE = 'figures/performance-fan-out.svg'

const COST: readonly Column[] = [
  { metric: 'task', head: 'task, ms', withRatio: true },
  { metric: 'script', head: 'script, ms', withRatio: true },
  { metric: 'renders', head: 'renders' },
  { metric: 'callbacks', head: 'callbacks' },
  { metric: 'longTasks', head: 'long tasks' },
  { metric: 'longestMs', head: 'longest, ms' },
]

const figure = (value: number): string => value.toLocaleString('en', { maximumSignificantDigits: 3 })

const verdictRow = (title: string, { candidate, metric, wanted, got, most, isMet }: Verdict): string[] => [
  title,
  titleOf(frameworkOf(candidate)),
  metric,
  wanted,
  figureBeside(got, most),
  isMet ? 'yes' : '**no**',
]

function goalsTable({ summaries, nodeHeap }: Results): string {
  const rows = WORKLOADS.flatMap(({ id, title, goals }) => {
    const summary = summaries[id]
    return summary ? judge(goals, summary).map((verdict) => verdictRow(title, verdict)) : []
  })
  const most = `≤ ${MOST_NODE_HEAP} over a raw socket`
  rows.push(['1,000 idle connections in Node', '', 'heap of each', most, figureBeside(nodeHeap, MOST_NODE_HEAP), nodeHeap <= MOST_NODE_HEAP ? 'yes' : '**no**'])
  return table(['', '', 'what', 'goal', 'measured', 'met'], rows)
}

/** What was measured, as users read it. Everything in it comes from the results. */
export function writeDocument(results: Results): void {
  const { summaries, bytes, nodeHeap, chromium } = results
  const mostRuns = Math.max(...Object.values(summaries).map((summary) => summary.repetitions))
  /** Said where it differs from what the page says of all. */
  const runsOf = ({ repetitions: runs }: Summary): string =>
    runs === mostRuns ? '' : `${runs === 1 ? 'Of a single run' : `Medians of ${runs} runs`}.\n\n`
  const sectionOf = (id: string, columns: readonly Column[]): string => {
    const summary = summaries[id]
    return summary ? `### ${summary.title}\n\n${runsOf(summary)}${tablesOf(summary, columns)}\n` : ''
  }
  const fanOuts = FAN_OUT_SIZES.map((size) => summaries[`fan-out-${size}`]).filter((summary): summary is Summary => summary !== undefined)
  const isWhole = fanOuts.length === FAN_OUT_SIZES.length
  if (isWhole) {
    mkdirSync(`${docs}/figures`, { recursive: true })
    writeFileSync(`${docs}/${FIGURE}`, growthFigure(FAN_OUT_SIZES, fanOuts))
  }
  const text = `# Performance

<!-- Written by \`npm run bench\`; change bench/performance instead. -->

Main-thread time of a page in ${chromium}, production bundles, React 19 and Vue 3.5, medians of ${mostRuns} runs unless a section
says otherwise. \`task\` is all that the main thread did, \`script\` the JavaScript in it; both by the thread's own clock, so that
other processes do not count.

- The **coalesced floor** is a raw WebSocket written by hand for this one page: subscribers indexed by key, one publication a frame. It
  never reconnects and knows no errors. It is the practical limit.
- The **naive floor** is the first thing that works: \`useSyncExternalStore\` or a \`shallowRef\` that tells everybody of every message.
- A ratio is of one run to the floor's run of the same round; behind it is the range over all rounds. Candidates take turns in a random
  order, each in a fresh tab. Differences inside the range are not differences.

\`npm run bench\` measures again, and writes this page. It needs Chromium, and about 40 minutes. \`npm run bench:check\`
measures ours and the floors, and fails when a ratio is above its goal and a fifth above these tables, in the median of 15
rounds and in four of five by itself.

## Goals

${goalsTable(results)}

## A burst, one component

One component shows the last message; a callback counts every one.

${sectionOf('burst-10k', COST)}
${sectionOf('burst-100k', COST)}
${sectionOf('burst-table', COST)}
## Many components on one socket

10,000 messages, of which each component wants one in a hundred: here through \`useChannel\`. Main-thread milliseconds:

${isWhole ? `![Growth with the number of components](${FIGURE})\n\n${runsOf(fanOuts[0]!)}${sizesTable(fanOuts, 'task')}` : ''}

${sectionOf('fan-out-1000', [
    { metric: 'renders', head: 'renders' },
    { metric: 'values', head: 'values shown' },
    { metric: 'wasted renders', head: 'renders without a new value' },
    { metric: 'stale', head: 'components left with an old value' },
  ])}
## Coming and going

${sectionOf('churn', [
    { metric: 'task', head: 'task, ms', withRatio: true },
    { metric: 'sockets', head: 'sockets that reached the server' },
    { metric: 'heap per mount', head: 'heap kept for each, bytes' },
  ])}
## Sending

${sectionOf('sending', [
    { metric: 'task', head: 'task, ms', withRatio: true },
    { metric: 'received', head: 'arrived' },
  ])}
## Latency

${sectionOf('latency', [{ metric: 'latency', head: 'from the message to the document, ms', withRatio: true }])}
## Decoding

${sectionOf('decoding', [{ metric: 'parses', head: 'parses for each message' }])}
## Memory

${sectionOf('idle-heap', [{ metric: 'heap', head: 'heap of each, bytes' }])}
In the browser most of it is the component's: its hooks, or a ref for each field. In Node, an idle connection costs
${figure(nodeHeap)} bytes of heap beyond its raw \`ws\` socket, measured over 1,000 that had been open for 11 seconds.

## Size

Minified and compressed with brotli, frameworks left out. \`npm run size\` comes out up to 150 bytes
lower: it bundles \`dist\` instead of the sources, and takes off what an empty bundle costs.

${plainTable(['import', 'bytes'], bytes)}

## Which candidates

${[...new Set(WORKLOADS[0]!.candidates)].filter((candidate) => !/\/(ours|coalesced|naive)$/.test(candidate)).map((candidate) => `- ${nameOf(candidate)}, as its documentation shows it (\`${relative(root, sourceOf(candidate))}\`)`).join('\n')}

ahooks cannot share a socket, so one in a context feeds all components; partysocket likewise. VueUse shares through
\`createSharedComposable\`. Values that a library never shows are in the columns above, not left out of the time.
`
  writeFileSync(`${docs}/performance.md`, text.replace(/\n{3,}/g, '\n\n'))
}

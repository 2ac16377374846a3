import { mkdirSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readSection } from '../../../scripts/document-section'
import { sourceOf } from '../harness/bundle'
import { WORKLOADS } from '../workloads'
import { FAN_OUT_SIZES } from '../workloads/fan-out'
import { IDLE_CONNECTIONS, MAX_NODE_HEAP } from '../workloads/node-heaps'
import { growthFigure } from './figure'
import { evaluateGoals, type GoalResult } from './goals'
import { nameOf, titleOf } from './names'
import type { Results } from './results'
import { frameworkOf, type Summary } from './summary'
import { figureBeside, plainTable, sizesTable, table, tablesOf, type Column } from './tables'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const docs = `${root}docs/evidence`
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

const goalRow = (title: string, { candidate, metric, wanted, got, most, isMet }: GoalResult): string[] => [
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
    return summary ? evaluateGoals(goals, summary).map((result) => goalRow(title, result)) : []
  })
  const most = `≤ ${MAX_NODE_HEAP} over a raw socket`
  rows.push([`${figure(IDLE_CONNECTIONS)} idle connections in Node`, '', 'heap per connection', most, figureBeside(nodeHeap, MAX_NODE_HEAP), nodeHeap <= MAX_NODE_HEAP ? 'yes' : '**no**'])
  return table(['', '', 'what', 'goal', 'measured', 'met'], rows)
}

/** Writes the performance page and its figure. They contain only data from the results. */
export function writeDocument(results: Results): void {
  const { summaries, bytes, nodeHeap, chromium } = results
  const maxRuns = Math.max(...Object.values(summaries).map((summary) => summary.repetitions))
  /** States the number of runs of a section if it differs from the default. */
  const runsOf = ({ repetitions: runs }: Summary): string =>
    runs === maxRuns ? '' : `${runs === 1 ? 'A single run' : `Medians of ${runs} runs`}.\n\n`
  const sectionOf = (id: string, columns: readonly Column[]): string => {
    const summary = summaries[id]
    return summary ? `### ${summary.title}\n\n${runsOf(summary)}${tablesOf(summary, columns)}\n` : ''
  }
  const fanOuts = FAN_OUT_SIZES.map((size) => summaries[`fan-out-${size}`]).filter((summary): summary is Summary => summary !== undefined)
  const hasAllSizes = fanOuts.length === FAN_OUT_SIZES.length
  if (hasAllSizes) {
    mkdirSync(`${docs}/figures`, { recursive: true })
    writeFileSync(`${docs}/${FIGURE}`, growthFigure(FAN_OUT_SIZES, fanOuts))
  }
  const text = `# Performance

<!-- \`npm run bench\` writes this page: change bench/performance instead. -->

The tables show the main-thread time of a page in ${chromium}, with production bundles, React 19 and Vue 3.5. Values are medians of
${maxRuns} runs unless a section says otherwise. \`task\` is the total time of the main thread. \`script\` is the part for JavaScript. Both
use the CPU clock of the thread, so other processes do not count.

- The **coalesced floor** is a raw WebSocket with code written by hand for this one page: subscribers indexed by key, one notification
  per frame. It does not reconnect and does not handle errors. It is the practical limit.
- The **naive floor** is the simplest working code: \`useSyncExternalStore\` or a \`shallowRef\` that notifies all components of every
  message.
- A ratio compares a run with the run of the floor in the same round. The range over all rounds follows in parentheses. Candidates run in
  random order, each in a new tab. A difference inside the range is not significant.

\`npm run bench\` measures again and writes this page. It needs Chromium and takes about 40 minutes. \`npm run bench:check\` measures this
library and the floors. It fails if a ratio is above its goal and 20 % above these tables, both in the median of 15 rounds and in at
least four of five rounds.

## Goals

${goalsTable(results)}

## A burst, one component

One component shows the last message. A callback counts every message.

${sectionOf('burst-10k', COST)}
${sectionOf('burst-100k', COST)}
${sectionOf('burst-table', COST)}
## Many components on one socket

10,000 messages. Each component uses one message in a hundred, here with \`useChannel\`. Main-thread time in milliseconds:

${hasAllSizes ? `![Growth with the number of components](${FIGURE})\n\n${runsOf(fanOuts[0]!)}${sizesTable(fanOuts, 'task')}` : ''}

${sectionOf('fan-out-1000', [
    { metric: 'renders', head: 'renders' },
    { metric: 'values', head: 'values shown' },
    { metric: 'wasted renders', head: 'renders without a new value' },
    { metric: 'stale', head: 'components with an old value' },
  ])}
## Mounting and unmounting

${sectionOf('churn', [
    { metric: 'task', head: 'task, ms', withRatio: true },
    { metric: 'sockets', head: 'sockets that reached the server' },
    { metric: 'heap per mount', head: 'heap retained per mount, bytes' },
  ])}
## Sending

${sectionOf('sending', [
    { metric: 'task', head: 'task, ms', withRatio: true },
    { metric: 'received', head: 'arrived' },
  ])}
## Latency

${sectionOf('latency', [{ metric: 'latency', head: 'from the message to the document, ms', withRatio: true }])}
## Decoding

${sectionOf('decoding', [{ metric: 'parses', head: 'parses per message' }])}
## Memory

${sectionOf('idle-heap', [{ metric: 'heap', head: 'heap per connection, bytes' }])}
In the browser most of the heap belongs to the component: its hooks, or one ref per field. In Node, an idle connection uses
${figure(nodeHeap)} bytes of heap more than its raw \`ws\` socket. This was measured with ${figure(IDLE_CONNECTIONS)} connections that had been open for 11 seconds.

## Size

Minified and compressed with brotli, without frameworks. \`npm run size\` shows up to 150 bytes less, because it bundles \`dist\` instead
of the sources and subtracts the size of an empty bundle.

${plainTable(['import', 'bytes'], bytes)}

## Candidates

${[...new Set(WORKLOADS[0]!.candidates)].filter((candidate) => !/\/(ours|coalesced|naive)$/.test(candidate)).map((candidate) => `- ${nameOf(candidate)}, as shown in its documentation (\`${relative(root, sourceOf(candidate))}\`)`).join('\n')}

ahooks and partysocket cannot share a socket, so one socket in a context serves all components. VueUse shares with
\`createSharedComposable\`. The columns above count the values that a library does not show. The times are not adjusted for them.
`
  // Another benchmark writes this section.
  const tabs = readSection(`${docs}/performance.md`, 'tabs')
  writeFileSync(`${docs}/performance.md`, `${`${text}\n${tabs}`.replace(/\n{3,}/g, '\n\n').trimEnd()}\n`)
}

import { parseArgs } from 'node:util'
import { installPeers } from './harness/install-peers'
import { summaryOf } from './harness/repeat'
import { withEnvironment } from './harness/environment'
import { writeDocument } from './report/document'
import { evaluateGoals, type GoalResult } from './report/goals'
import { readResults, writeResults, type Results } from './report/results'
import { figureBeside } from './report/tables'
import type { Summary } from './report/summary'
import { WORKLOADS } from './workloads'
import { measureBytes } from './workloads/bytes'
import { measureNodeHeap } from './workloads/node-heaps'
import { ALL_CANDIDATES, type Workload } from './workloads/workload'

// npm run bench -- [--only <part of a workload's id>] [--repetitions 5]. `--only none` measures only the sizes and writes the page.
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, repetitions: { type: 'string', default: '5' } } })

const line = ({ candidate, metric, wanted: goal, got, most, spread, isMet }: GoalResult): string =>
  `${isMet ? 'met   ' : 'MISSED'} ${candidate}, ${metric}: ${figureBeside(got, most)} (${spread.map((value) => value.toPrecision(3)).join(' to ')}), goal ${goal}`

function print({ id, goals }: Workload, summary: Summary, seconds: number): void {
  console.log(`\n${id}: ${summary.title} (${summary.repetitions} times, ${seconds} s)`)
  console.table(Object.fromEntries(Object.entries(summary.outcomes).map(([candidate, { medians }]) => [candidate, medians])))
  for (const result of evaluateGoals(goals, summary)) console.log(line(result))
}

/** Called after each workload, so an interrupted run keeps its results. */
function saveResults(change: (results: Results) => Partial<Results>): void {
  const results = readResults()
  writeResults({ ...results, ...change(results) })
  writeDocument(readResults())
}

async function measureAll(workloads: readonly Workload[]): Promise<void> {
  await withEnvironment(ALL_CANDIDATES, async (environment) => {
    for (const workload of workloads) {
      const startedAt = Date.now()
      const summary = await summaryOf(environment, workload, Math.min(Number(values.repetitions), workload.repetitions ?? Infinity))
      print(workload, summary, Math.round((Date.now() - startedAt) / 1000))
      saveResults(({ summaries }) => ({ chromium: environment.chromium.version, summaries: { ...summaries, [workload.id]: summary } }))
    }
  })
}

installPeers()
const selected = WORKLOADS.filter(({ id }) => id.includes(values.only))
if (selected.length > 0) await measureAll(selected)
const [bytes, nodeHeap] = [await measureBytes(), await measureNodeHeap()]
saveResults(() => ({ bytes, nodeHeap }))

import { parseArgs } from 'node:util'
import { installPeers } from './harness/install-peers'
import { summaryOf } from './harness/repeat'
import { onStage } from './harness/stage'
import { writeDocument } from './report/document'
import { judge, type Verdict } from './report/goals'
import { readResults, writeResults, type Results } from './report/results'
import { figureBeside } from './report/tables'
import type { Summary } from './report/summary'
import { WORKLOADS } from './workloads'
import { measureBytes } from './workloads/bytes'
import { measureNodeHeap } from './workloads/node-heaps'
import { EVERYBODY, type Workload } from './workloads/workload'

// npm run bench -- [--only <part of a workload's id>] [--repetitions 5]; --only none writes the page again and measures sizes alone.
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, repetitions: { type: 'string', default: '5' } } })

const line = ({ candidate, metric, wanted: goal, got, most, spread, isMet }: Verdict): string =>
  `${isMet ? 'met ' : 'LOST'} ${candidate}, ${metric}: ${figureBeside(got, most)} (${spread.map((value) => value.toPrecision(3)).join(' to ')}), wanted ${goal}`

function print({ id, goals }: Workload, summary: Summary, seconds: number): void {
  console.log(`\n${id}: ${summary.title} (${summary.repetitions} times, ${seconds} s)`)
  console.table(Object.fromEntries(Object.entries(summary.outcomes).map(([candidate, { medians }]) => [candidate, medians])))
  for (const verdict of judge(goals, summary)) console.log(line(verdict))
}

/** Kept after each workload, so that a run that is cut short has not been for nothing. */
function keep(change: (results: Results) => Partial<Results>): void {
  const results = readResults()
  writeResults({ ...results, ...change(results) })
  writeDocument(readResults())
}

async function measureAll(workloads: readonly Workload[]): Promise<void> {
  await onStage(EVERYBODY, async (setting) => {
    for (const workload of workloads) {
      const startedAt = Date.now()
      const summary = await summaryOf(setting, workload, Math.min(Number(values.repetitions), workload.repetitions ?? Infinity))
      print(workload, summary, Math.round((Date.now() - startedAt) / 1000))
      keep(({ summaries }) => ({ chromium: setting.chromium.version, summaries: { ...summaries, [workload.id]: summary } }))
    }
  })
}

installPeers()
const chosen = WORKLOADS.filter(({ id }) => id.includes(values.only))
if (chosen.length > 0) await measureAll(chosen)
const [bytes, nodeHeap] = [await measureBytes(), measureNodeHeap()]
keep(() => ({ bytes, nodeHeap }))

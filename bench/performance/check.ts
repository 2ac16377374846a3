import { parseArgs } from 'node:util'
import { repeat, type Samples } from './harness/repeat'
import { onStage } from './harness/stage'
import { judge, type Verdict } from './report/goals'
import { readResults } from './report/results'
import { summarise, type Summary } from './report/summary'
import { WORKLOADS } from './workloads'
import { measureNodeHeap, MOST_NODE_HEAP } from './workloads/node-heaps'
import { OURS_AND_FLOORS, type Setting, type Workload } from './workloads/workload'

// npm run bench:check [-- --only <part of a workload's id>]: fails when ours is dearer, by the floor of the same machine, than when it was last recorded.

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const CHECKED = ['burst-10k', 'burst-table', 'fan-out-100', 'fan-out-1000', 'sending', 'decoding']
const REPETITIONS = 3
/** A loser is measured again so many times, so that one bad moment of the machine does not fail a build. */
const MORE_REPETITIONS = 4
/** What a ratio may be above what was recorded, which is more than it varies between quiet runs. */
const TOLERANCE = 1.2
/** Heap varies less. */
const HEAP_TOLERANCE = 1.05

/** A goal that was never reached is no reason to fail, as long as it is no further away than it was. */
function held(workload: Workload, summary: Summary, recorded: Summary | undefined): Verdict[] {
  const before = recorded ? judge(workload.goals, recorded) : []
  return judge(workload.goals, summary).map((verdict) => {
    const then = before.find(({ candidate, metric }) => candidate === verdict.candidate && metric === verdict.metric)
    if (verdict.isExact || !then) return verdict
    const most = Math.max(verdict.most, then.got * TOLERANCE)
    return { ...verdict, most, isMet: verdict.got <= most }
  })
}

async function check(setting: Setting, workload: Workload): Promise<Verdict[]> {
  const recorded = readResults().summaries[workload.id]
  const needed = ['ours', ...workload.goals.flatMap((goal) => ('floor' in goal ? [goal.floor] : []))]
  const candidates = OURS_AND_FLOORS.filter((candidate) => needed.includes(candidate.split('/')[1]!))
  const measure = async (repetitions: number, samples?: Samples) => {
    const all = await repeat(setting, workload, candidates, repetitions, samples)
    return { all, verdicts: held(workload, summarise(workload.title, all), recorded) }
  }
  const first = await measure(Math.min(REPETITIONS, workload.repetitions ?? Infinity))
  if (first.verdicts.every(({ isMet }) => isMet)) return first.verdicts
  return (await measure(MORE_REPETITIONS, first.all)).verdicts
}

let [passed, failed] = [0, 0]

function tell(what: string, isMet: boolean, got: number, most: number): void {
  if (isMet) passed++
  else failed++
  console.log(`${isMet ? 'held' : 'LOST'} ${what}: ${got.toPrecision(3)}, at most ${most.toPrecision(3)}`)
}

const nodeHeap = measureNodeHeap()
const mostNodeHeap = Math.max(MOST_NODE_HEAP, readResults().nodeHeap * HEAP_TOLERANCE)
tell('heap of an idle connection in Node', nodeHeap <= mostNodeHeap, nodeHeap, mostNodeHeap)

await onStage(OURS_AND_FLOORS, async (setting) => {
  for (const workload of WORKLOADS.filter(({ id }) => CHECKED.includes(id) && id.includes(values.only)))
    for (const { candidate, metric, got, most, isMet } of await check(setting, workload))
      tell(`${workload.id}, ${candidate}, ${metric}`, isMet, got, most)
})
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

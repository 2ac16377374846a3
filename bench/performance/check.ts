import { parseArgs } from 'node:util'
import { repeat, type Samples } from './harness/repeat'
import { onStage } from './harness/stage'
import type { Verdict } from './report/goals'
import { compare } from './report/regression'
import { readResults } from './report/results'
import { WORKLOADS } from './workloads'
import { measureNodeHeap, MOST_NODE_HEAP } from './workloads/node-heaps'
import { OURS_AND_FLOORS, type Setting, type Workload } from './workloads/workload'

// npm run bench:check [-- --only <part of a workload's id>]: fails when ours is dearer, by the floor of the same machine, than when it was last recorded.

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const CHECKED = ['burst-10k', 'burst-table', 'fan-out-100', 'fan-out-1000', 'sending', 'decoding']
/** Whatever is above its limit is measured again, up to so many times: three rounds prove nothing. */
const REPETITIONS = [3, 7, 11, 15]
/** Heap varies little. */
const HEAP_TOLERANCE = 1.05

async function check(setting: Setting, workload: Workload): Promise<Verdict[]> {
  const recorded = readResults().summaries[workload.id]
  const needed = ['ours', ...workload.goals.flatMap((goal) => ('floor' in goal ? [goal.floor] : []))]
  const candidates = OURS_AND_FLOORS.filter((candidate) => needed.includes(candidate.split('/')[1]!))
  let samples: Samples = new Map()
  let verdicts: Verdict[] = []
  let done = 0
  for (const repetitions of REPETITIONS) {
    samples = await repeat(setting, workload, candidates, repetitions - done, samples)
    done = repetitions
    verdicts = compare(workload, samples, recorded)
    if (verdicts.every(({ got, most, isExact }) => isExact || got <= most)) break
    console.log(`${workload.id}: after ${done} rounds not all is within its limit`)
  }
  return verdicts
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

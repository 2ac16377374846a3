import { parseArgs } from 'node:util'
import { repeat, type Samples } from './harness/repeat'
import { withEnvironment } from './harness/environment'
import type { GoalResult } from './report/goals'
import { compare } from './report/regression'
import { readResults } from './report/results'
import { WORKLOADS } from './workloads'
import { measureNodeHeap, MAX_NODE_HEAP } from './workloads/node-heaps'
import { OURS_AND_FLOORS, type Environment, type Goal, type Workload } from './workloads/workload'

// npm run bench:check [-- --only <part of a workload's id>]: compares this library with the floors on the same machine. Fails if a
// ratio is worse than the recorded one.

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const CHECKED = ['burst-10k', 'burst-table', 'fan-out-100', 'fan-out-1000', 'sending', 'decoding']
/** Total rounds after each step. A workload above its limit is measured again, because three rounds are not reliable. */
const REPETITIONS = [3, 7, 11, 15]
/** The heap varies very little between runs. */
const HEAP_TOLERANCE = 1.02

/**
 * A ratio to the naive floor depends on the machine: that floor renders for each message, and this library for each frame, and a
 * slow machine paints more frames during a burst. The coalesced floor paints as often as this library.
 */
const isIndependentOfTheMachine = (goal: Goal): boolean => goal.floor !== 'naive'

async function check(environment: Environment, workload: Workload): Promise<GoalResult[]> {
  const recorded = readResults().summaries[workload.id]
  const needed = ['ours', ...workload.goals.flatMap((goal) => ('floor' in goal ? [goal.floor] : []))]
  const candidates = OURS_AND_FLOORS.filter((candidate) => needed.includes(candidate.split('/')[1]!))
  let samples: Samples = new Map()
  let results: GoalResult[] = []
  let done = 0
  for (const repetitions of REPETITIONS) {
    samples = await repeat(environment, workload, candidates, repetitions - done, samples)
    done = repetitions
    results = compare(workload, samples, recorded)
    if (results.every(({ got, most, isExact }) => isExact || got <= most)) break
    console.log(`${workload.id}: above a limit after ${done} rounds`)
  }
  return results
}

let [passed, failed] = [0, 0]

function report(what: string, isMet: boolean, got: number, most: number): void {
  if (isMet) passed++
  else failed++
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}: ${got.toPrecision(3)}, limit ${most.toPrecision(3)}`)
}

const nodeHeap = await measureNodeHeap()
const maxNodeHeap = Math.max(MAX_NODE_HEAP, readResults().nodeHeap * HEAP_TOLERANCE)
report('heap of an idle connection in Node', nodeHeap <= maxNodeHeap, nodeHeap, maxNodeHeap)

await withEnvironment(OURS_AND_FLOORS, async (environment) => {
  for (const { goals, ...workload } of WORKLOADS.filter(({ id }) => CHECKED.includes(id) && id.includes(values.only)))
    for (const { candidate, metric, got, most, isMet } of await check(environment, { ...workload, goals: goals.filter(isIndependentOfTheMachine) }))
      report(`${workload.id}, ${candidate}, ${metric}`, isMet, got, most)
})
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

import type { Sample, Workload } from '../workloads/workload'
import { evaluateGoals, type GoalResult } from './goals'
import { summarise, type Summary } from './summary'

/** Allowed factor between a ratio and the recorded ratio. */
const TOLERANCE = 1.2
/**
 * Share of rounds that must be above the limit. For unchanged code, single rounds differ by 40 % and medians by 15 %, so the median
 * alone is not reliable.
 */
const MIN_FAILED_SHARE = 0.8

type WorkloadGoals = Pick<Workload, 'title' | 'goals'>

/** If the recorded value already missed the goal, the limit is the recorded value plus the tolerance. */
function limitOf(result: GoalResult, recorded: readonly GoalResult[]): number {
  const previous = recorded.find(({ candidate, metric }) => candidate === result.candidate && metric === result.metric)
  return result.isExact || !previous ? result.most : Math.max(result.most, previous.got * TOLERANCE)
}

/** Checks whether this library is slower than recorded, by more than the noise of the samples. */
export function compare(
  { title, goals }: WorkloadGoals,
  samples: ReadonlyMap<string, readonly Sample[]>,
  recorded: Summary | undefined,
): GoalResult[] {
  const before = recorded ? evaluateGoals(goals, recorded) : []
  const summary = summarise(title, samples)
  const rounds = Array.from({ length: summary.repetitions }, (_, i) =>
    evaluateGoals(goals, summarise(title, new Map([...samples].map(([candidate, all]) => [candidate, [all[i]!]])))),
  )
  return evaluateGoals(goals, summary).map((result, which) => {
    const most = limitOf(result, before)
    if (result.isExact) return result
    const failedRounds = rounds.filter((round) => round[which]!.got > most).length
    return { ...result, most, isMet: result.got <= most || failedRounds / rounds.length < MIN_FAILED_SHARE }
  })
}

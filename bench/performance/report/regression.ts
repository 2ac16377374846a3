import type { Sample, Workload } from '../workloads/workload'
import { judge, type Verdict } from './goals'
import { summarise, type Summary } from './summary'

/** What a ratio may be above what was recorded. */
const TOLERANCE = 1.2
/** Single rounds of one and the same code differ by 40 %, their medians by 15: a loss is one that most rounds show by themselves. */
const SURE_SHARE = 0.8

type Judged = Pick<Workload, 'title' | 'goals'>

/** A goal that was never reached is no reason to fail, as long as it is no further away than it was. */
function limitOf(verdict: Verdict, recorded: readonly Verdict[]): number {
  const then = recorded.find(({ candidate, metric }) => candidate === verdict.candidate && metric === verdict.metric)
  return verdict.isExact || !then ? verdict.most : Math.max(verdict.most, then.got * TOLERANCE)
}

/** Whether ours is dearer than it was recorded, by more than the noise of these samples. */
export function compare(
  { title, goals }: Judged,
  samples: ReadonlyMap<string, readonly Sample[]>,
  recorded: Summary | undefined,
): Verdict[] {
  const before = recorded ? judge(goals, recorded) : []
  const summary = summarise(title, samples)
  const rounds = Array.from({ length: summary.repetitions }, (_, i) =>
    judge(goals, summarise(title, new Map([...samples].map(([candidate, all]) => [candidate, [all[i]!]])))),
  )
  return judge(goals, summary).map((verdict, which) => {
    const most = limitOf(verdict, before)
    if (verdict.isExact) return verdict
    const lost = rounds.filter((round) => round[which]!.got > most).length
    return { ...verdict, most, isMet: verdict.got <= most || lost / rounds.length < SURE_SHARE }
  })
}

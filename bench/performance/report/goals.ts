import type { Goal } from '../workloads/workload'
import { floorOf, type Summary } from './summary'

export interface GoalResult {
  readonly candidate: string
  readonly metric: string
  readonly wanted: string
  readonly got: number
  /** Lowest and highest value over the repetitions. */
  readonly spread: readonly [number, number]
  readonly most: number
  /** The metric has no noise: any other value is a defect. */
  readonly isExact: boolean
  readonly isMet: boolean
}

export const OURS = ['react/ours', 'vue/ours'] as const

function evaluateGoal(goal: Goal, candidate: string, { outcomes }: Summary): GoalResult {
  const { medians, lows, highs, ratios } = outcomes[candidate]!
  const { metric } = goal
  const spread = [lows[metric]!, highs[metric]!] as const
  if ('exactly' in goal) {
    const { exactly } = goal
    return { candidate, metric, wanted: `${exactly}`, got: medians[metric]!, spread, most: exactly, isExact: true, isMet: spread.every((value) => value === exactly) }
  }
  const { most, floor } = goal
  if (!floor) return { candidate, metric, wanted: `≤ ${most}`, got: medians[metric]!, spread, most, isExact: false, isMet: medians[metric]! <= most }
  if (goal.over === 'difference') {
    const got = medians[metric]! - outcomes[floorOf(candidate, floor)]!.medians[metric]!
    return { candidate, metric, wanted: `≤ ${most} over the ${floor} floor`, got, spread: [got, got], most, isExact: false, isMet: got <= most }
  }
  const { median, low, high } = ratios[floor]![metric]!
  return { candidate, metric, wanted: `≤ ${most} × the ${floor} floor`, got: median, spread: [low, high], most, isExact: false, isMet: median <= most }
}

/** Evaluates the goals for this library, in each framework. */
export const evaluateGoals = (goals: readonly Goal[], summary: Summary): GoalResult[] =>
  goals.flatMap((goal) => OURS.filter((candidate) => summary.outcomes[candidate]).map((candidate) => evaluateGoal(goal, candidate, summary)))

import { median, ratioOf, type Ratio } from './stats'
import type { Sample } from '../workloads/workload'

export const FLOORS = ['coalesced', 'naive'] as const
export type Floor = (typeof FLOORS)[number]

/** Statistics over the repetitions of one candidate. */
export interface Outcome {
  readonly medians: Sample
  readonly lows: Sample
  readonly highs: Sample
  /** Ratios to each floor of the same framework, by metric. Omitted if the floor has no value. */
  readonly ratios: Readonly<Partial<Record<Floor, Readonly<Record<string, Ratio>>>>>
}

export interface Summary {
  readonly title: string
  readonly repetitions: number
  readonly outcomes: Readonly<Record<string, Outcome>>
}

const round = (value: number): number => Number(value.toPrecision(4))

export const frameworkOf = (candidate: string): string => candidate.split('/')[0]!
export const floorOf = (candidate: string, floor: Floor): string => `${frameworkOf(candidate)}/${floor}`

export function summarise(title: string, samples: ReadonlyMap<string, readonly Sample[]>): Summary {
  const columnOf = (candidate: string, metric: string) => (samples.get(candidate) ?? []).map((sample) => sample[metric] ?? 0)
  const repetitions = Math.min(...[...samples.values()].map(({ length }) => length))

  const outcomeOf = (candidate: string): Outcome => {
    const metrics = Object.keys(samples.get(candidate)![0]!)
    const each = (of: (column: number[], metric: string) => number): Sample =>
      Object.fromEntries(metrics.map((metric) => [metric, round(of(columnOf(candidate, metric), metric))]))
    const ratiosTo = (floor: Floor) => {
      const entries = metrics.flatMap((metric): [string, Ratio][] => {
        const floors = columnOf(floorOf(candidate, floor), metric)
        return floors.length > 0 && floors.every(Boolean) ? [[metric, ratioOf(columnOf(candidate, metric), floors)]] : []
      })
      return Object.fromEntries(entries)
    }
    return {
      medians: each(median),
      lows: each((column) => Math.min(...column)),
      highs: each((column) => Math.max(...column)),
      ratios: Object.fromEntries(FLOORS.map((floor) => [floor, ratiosTo(floor)])),
    }
  }
  return { title, repetitions, outcomes: Object.fromEntries([...samples.keys()].map((candidate) => [candidate, outcomeOf(candidate)])) }
}

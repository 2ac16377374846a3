import { summarise, type Summary } from '../report/summary'
import { shuffled } from '../report/stats'
import type { Sample, Environment, Workload } from '../workloads/workload'

export type Samples = Map<string, Sample[]>

/** Runs the candidates in random order in each round, so a warm or busy machine does not favour one of them. */
export async function repeat(environment: Environment, workload: Workload, candidates: readonly string[], repetitions: number, samples: Samples = new Map()): Promise<Samples> {
  for (let i = 0; i < repetitions; i++)
    for (const candidate of shuffled(candidates)) {
      const sample = await workload.measure(environment, candidate)
      samples.set(candidate, [...(samples.get(candidate) ?? []), sample])
    }
  return new Map(candidates.map((candidate) => [candidate, samples.get(candidate)!]))
}

export const summaryOf = async (environment: Environment, workload: Workload, repetitions: number): Promise<Summary> =>
  summarise(workload.title, await repeat(environment, workload, workload.candidates, repetitions))

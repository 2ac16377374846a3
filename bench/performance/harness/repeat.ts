import { summarise, type Summary } from '../report/summary'
import { shuffled } from '../report/stats'
import type { Sample, Setting, Workload } from '../workloads/workload'

export type Samples = Map<string, Sample[]>

/** Candidates take turns in an order of chance, so that none always comes when the machine is warm or busy. */
export async function repeat(setting: Setting, workload: Workload, candidates: readonly string[], repetitions: number, samples: Samples = new Map()): Promise<Samples> {
  for (let i = 0; i < repetitions; i++)
    for (const candidate of shuffled(candidates)) {
      const sample = await workload.measure(setting, candidate)
      samples.set(candidate, [...(samples.get(candidate) ?? []), sample])
    }
  return new Map(candidates.map((candidate) => [candidate, samples.get(candidate)!]))
}

export const summaryOf = async (setting: Setting, workload: Workload, repetitions: number): Promise<Summary> =>
  summarise(workload.title, await repeat(setting, workload, workload.candidates, repetitions))

import { expect, it } from 'vitest'
import { createRandom } from '../../../bench/herd/random'
import { planFaults } from './plan'

const options = { kills: 40, reloads: 2, hasStreamFaults: true }

it('plans each fault as often as required, in order, within the run', () => {
  for (let seed = 0; seed < 100; seed++) {
    const faults = planFaults(createRandom(seed), options)
    const count = (kind: string) => faults.filter((fault) => fault.kind === kind).length
    expect(['kill', 'reload', 'restart-engine', 'trim', 'delete-stream'].map(count)).toEqual([40, 2, 1, 1, 1])
    expect(faults).toEqual([...faults].sort((a, b) => a.after - b.after))
    expect(faults.every(({ after, pick, downMs }) => after > 0 && after < 0.92 && pick < 1 && downMs < 2000)).toBe(true)
  }
})

it('plans half of the kills before the first fault of the stream, so that clients can resume', () => {
  for (let seed = 0; seed < 100; seed++) {
    const kinds = planFaults(createRandom(seed), { ...options, kills: 8 }).map(({ kind }) => kind)
    const first = kinds.findIndex((kind) => kind !== 'kill' && kind !== 'reload')
    expect(kinds.slice(0, first).filter((kind) => kind === 'kill').length).toBeGreaterThanOrEqual(4)
  }
})

it('plans the same faults for the same seed, and others for another seed', () => {
  expect(planFaults(createRandom(1), options)).toEqual(planFaults(createRandom(1), options))
  expect(planFaults(createRandom(1), options)).not.toEqual(planFaults(createRandom(2), options))
})

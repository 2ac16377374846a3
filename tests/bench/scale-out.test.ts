import { describe, expect, it } from 'vitest'
import { dataOf, DATA_BYTES } from '../../bench/scale-out/load'
import type { GatewaysSample } from '../../bench/scale-out/measure/gateways'
import type { Paced } from '../../bench/scale-out/measure/paced'
import { cpuMsOf } from '../../bench/scale-out/processes/usage'
import { ratio, spread } from '../../bench/scale-out/report/cells'
import { percentile } from '../../bench/scale-out/report/percentile'
import { reportOf } from '../../bench/scale-out/report/report'
import type { EngineResults } from '../../bench/scale-out/report/results'

/** `ms`: the CPU time of the gateways for 1000 messages at a fan-out of 10. `directMs`: the median latency without nginx. */
function sampleOf(ms: number, directMs?: number): GatewaysSample {
  const cpuOf = (gateways: number) => ({ gateways, nginx: 5, engine: 40 })
  const pacedOf = (gateways: number, p50 = 1.5): Paced => ({ cpu: cpuOf(gateways), latency: { p50, p99: 4, max: 12 } })
  const saturated = { cpu: cpuOf(ms / 10), perSecond: 50_000 }
  const direct = directMs !== undefined && { direct: pacedOf(ms, directMs) }
  return { saturated: { narrow: saturated, wide: saturated }, paced: { narrow: pacedOf(ms), wide: pacedOf(ms / 2), ...direct } }
}

const results: EngineResults = {
  gateways: { 1: [sampleOf(10, 1.2), sampleOf(20, 1.3), sampleOf(10, 1.1)], 3: [sampleOf(13), sampleOf(24), sampleOf(14)] },
  starts: {
    10_000: [300, 320, 310].map((readyMs) => ({ readyMs, memory: 70_000 })),
    100_000: [900, 1000, 950].map((readyMs) => ({ readyMs, memory: 115_000 })),
  },
}
const memory = new Map([[0, 60_000], [2000, 80_000], [5000, 110_000]])
const report = reportOf({ engines: new Map([['redis', results]]), connections: [memory] }, { rounds: 3, seconds: 1.5, machine: '2 × a processor', load: [0.1, 2] })

describe('the load of gateways', () => {
  it('compares three gateways with one of the same round', () => {
    expect(report).toContain('| Redis, 10 | 10 | 14 | 1.30 (1.20–1.40) | 1.00 (1.00–1.00) | 5.0 |')
    expect(report).toContain('| Redis, 100 | 5.0 | 7.0 | 1.30 (1.20–1.40) | 1.00 (1.00–1.00) | 5.0 |')
    expect(report).toContain('| Redis, 10 | 1.0 | 1.4 | 1.30 (1.20–1.40) | 50,000 | 50,000 | 1.00 (1.00–1.00) |')
  })

  it('shows what nginx adds to the latency', () => {
    expect(report).toContain('| Redis, 1 gateway, without nginx | 1.2 (1.1–1.3) | 4.0 (4.0–4.0) | 12 (12–12) |')
    expect(report).toContain('| Redis, 1 gateway | 1.5 (1.5–1.5) |')
  })

  it('shows the memory of a window from the difference of two', () => {
    expect(report).toContain('| Redis | 310 (300–320) | 950 (900–1,000) | 5.0 (5.0–5.0) |')
  })

  it('shows the memory of a socket above that of a gateway without sockets', () => {
    expect(report).toContain('| 0 | 60 (60–60) |  |')
    expect(report).toContain('| 5,000 | 110 (110–110) | 10 (10–10) |')
  })

  it('has lines of at most 130 characters, but for tables', () => {
    expect(report.split('\n').filter((line) => line.length > 130 && !line.startsWith('|'))).toEqual([])
  })
})

describe('a figure of the load', () => {
  it('is a median with the lowest and the highest value', () => {
    expect(spread([3, 1, 2])).toBe('2.0 (1.0–3.0)')
    expect(ratio([2, 9, 4], [1, 3, 1])).toBe('3.00 (2.00–4.00)')
  })

  it('is a percentile of sorted values', () => {
    const values = Array.from({ length: 200 }, (_, index) => index + 1)
    expect([0, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 100, 198, 200])
    expect(percentile([7], 0.5)).toBe(7)
  })

  it('is the CPU time of a thread without the time that it waited for a processor', () => {
    expect(cpuMsOf('1750500000 85522068 249\n')).toBe(1750.5)
  })
})

it('messages of the load have the same size at any time', () => {
  expect([0, 1234, 9_999_999_999_999].map((at) => dataOf(at).length)).toEqual([DATA_BYTES, DATA_BYTES, DATA_BYTES])
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { peakOf, readArrivals } from './access-log'
import { expectHerd, poissonTail } from './expectation'

it('computes the tail of a Poisson distribution', () => {
  expect(poissonTail(1, 0)).toBeCloseTo(1 - Math.exp(-1), 12)
  expect(poissonTail(10, 10)).toBeCloseTo(0.41696, 5)
  expect(poissonTail(10, 40)).toBeLessThan(1e-9)
})

it('expects a peak that is smaller after a longer outage, with a bound above it', () => {
  const [short, long] = [expectHerd(100, 5000, 0), expectHerd(100, 30_000, 0)]
  expect(long.peak).toBeLessThan(short.peak)
  for (const { peak, peakBound, reconnectedMs } of [short, long]) {
    expect(peakBound).toBeGreaterThan(peak)
    expect(reconnectedMs).toBeGreaterThan(1000)
    expect(reconnectedMs).toBeLessThan(32_000)
  }
})

it('expects more arrivals after a process did nothing for a while', () => {
  expect(expectHerd(100, 5000, 300).peakBound).toBeGreaterThan(expectHerd(100, 5000, 0).peakBound)
})

it('reads the arrivals of sockets from the access log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-access-log-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'access.log')
  writeFileSync(file, '100.500 0.100 502 /socket\n100.600 0.000 200 /token\n107.250 7.000 101 /socket\n')
  const arrivals = readArrivals(file)
  expect(arrivals).toEqual([{ at: 100_250, status: 101 }, { at: 100_400, status: 502 }])
  expect([peakOf(arrivals, 100_200, 100), peakOf(arrivals, 100_200, 300)]).toEqual([1, 2])
})

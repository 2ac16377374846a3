import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { mergeResults, outcomeOf, readResults, ROW_NUMBERS } from '../tests/faults/report/results'
import { writeTable } from '../tests/faults/report/write-table'
import type { Engine } from '../tests/faults/rows'
import { nodeOf } from './node-versions'

/** Runs the fault table on every WebSocket that Node programs use, and renews their columns of `docs/reliability.md`. */
const RUNS: readonly { readonly engines: readonly Engine[]; readonly node?: number }[] = [
  { engines: ['ws', 'websocket'] },
  { engines: ['node-22'], node: 22 },
  { engines: ['node-24'], node: 24 },
]
const TIMEOUT_MS = 3 * 60_000

const root = resolve(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'websocket-store-faults-'))
let passed = 0
let failed = 0
const fail = (what: string) => {
  failed++
  console.log(`FAIL  ${what}`)
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
}

for (const { engines, node } of RUNS) {
  mergeResults(Object.fromEntries(engines.map((engine) => [engine, undefined])))
  let binary = process.execPath
  try {
    if (node !== undefined) binary = nodeOf(node)
  } catch (error) {
    fail(`Node ${node} could not be had through npm; is the registry within reach?\n${String(error)}`)
    continue
  }
  const json = join(folder, `${engines.join('-')}.json`)
  const reporters = ['default', 'json', './tests/faults/report/reporter.ts'].map((reporter) => `--reporter=${reporter}`)
  const projects = engines.map((engine) => `--project=${engine}`)
  const { status } = spawnSync(
    binary,
    ['node_modules/vitest/vitest.mjs', 'run', '--config', 'vitest.faults.config.ts', ...projects, ...reporters, `--outputFile.json=${json}`],
    { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: TIMEOUT_MS },
  )
  const hadFailed = failed
  try {
    const report = JSON.parse(readFileSync(json, 'utf8')) as VitestReport
    passed += report.numPassedTests
    failed += report.numFailedTests
  } catch {
    fail(`${engines.join(' and ')}: the run told nothing`)
  }
  for (const engine of engines) {
    const result = readResults()[engine] ?? { title: engine, passed: [], failed: [] }
    const untested = ROW_NUMBERS.filter((row) => outcomeOf(row, engine, result) === 'failed' && !result.failed.includes(row))
    if (untested.length > 0) fail(`${engine}: no test ran for row ${untested.join(', ')}`)
  }
  // For example an exception that no test caught.
  if (status !== 0 && failed === hadFailed) fail(`${engines.join(' and ')}: the run ended badly`)
}
rmSync(folder, { recursive: true, force: true })
writeTable()

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

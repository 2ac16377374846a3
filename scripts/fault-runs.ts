import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { JsonTestResults } from 'vitest/node'
import { mergeResults, outcomeOf, readResults, ROW_NUMBERS } from '../tests/faults/report/results'
import { writeTable } from '../tests/faults/report/write-table'
import type { Engine } from '../tests/faults/rows'

/** One run of Vitest over the fault table. */
export interface FaultRun {
  readonly engines: readonly Engine[]
  readonly config: string
  /** Returns the Node executable. If a requirement is missing, throws an error that says how to install it. @default the running one */
  node?(): string
  readonly timeoutMs: number
}

const root = resolve(import.meta.dirname, '..')

/** Runs the fault table, updates the columns of these engines in `docs/evidence/reliability.md`, and prints how many tests passed. */
export function runFaultTable(runs: readonly FaultRun[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-faults-'))
  let passed = 0
  let failed = 0
  const fail = (what: string) => {
    failed++
    console.log(`FAIL  ${what}`)
  }

  for (const { engines, config, node, timeoutMs } of runs) {
    const names = engines.join(' and ')
    mergeResults(Object.fromEntries(engines.map((engine) => [engine, undefined])))
    let binary = process.execPath
    try {
      if (node) binary = node()
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
      continue
    }
    const json = join(folder, `${engines.join('-')}.json`)
    const reporters = ['default', 'json', './tests/faults/report/reporter.ts'].map((reporter) => `--reporter=${reporter}`)
    const projects = engines.map((engine) => `--project=${engine}`)
    const { status, error } = spawnSync(
      binary,
      ['node_modules/vitest/vitest.mjs', 'run', '--config', config, ...projects, ...reporters, `--outputFile.json=${json}`],
      { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], timeout: timeoutMs },
    )
    const failedBefore = failed
    try {
      const report = JSON.parse(readFileSync(json, 'utf8')) as JsonTestResults
      passed += report.numPassedTests
      failed += report.numFailedTests
    } catch {
      const isTimedOut = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT'
      fail(`${names}: ${isTimedOut ? `timed out after ${timeoutMs / 1000} s` : 'the run wrote no report'}`)
    }
    for (const engine of engines) {
      const result = readResults()[engine] ?? { title: engine, passed: [], failed: [] }
      const untested = ROW_NUMBERS.filter((row) => outcomeOf(row, engine, result) === 'failed' && !result.failed.includes(row))
      if (untested.length > 0) fail(`${engine}: no test ran for row ${untested.join(', ')}`)
    }
    // For example after an uncaught exception.
    if (status !== 0 && failed === failedBefore) fail(`${names}: the run exited with an error`)
  }
  rmSync(folder, { recursive: true, force: true })
  writeTable()

  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

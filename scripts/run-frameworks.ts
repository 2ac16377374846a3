import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { JsonTestResults } from 'vitest/node'
import { COLUMN_NAMES } from '../tests/frameworks/items'

/** One file for each application, and one for the bundlers. */
const FILES = COLUMN_NAMES.length + 1

/** Builds an application with each framework, tests it in a browser, and updates the table in `docs/evidence/compatibility.md`. */
const folder = mkdtempSync(join(tmpdir(), 'websocket-store-frameworks-'))
const json = join(folder, 'report.json')
const reporters = ['default', 'json', './tests/frameworks/report/reporter.ts'].map((reporter) => `--reporter=${reporter}`)

const { status } = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/config/frameworks.ts', ...reporters, `--outputFile.json=${json}`],
  { cwd: resolve(import.meta.dirname, '..'), stdio: ['ignore', 'inherit', 'inherit'], timeout: 11 * 60_000 },
)

let passed = 0
let failed = 0
const fail = (what: string) => {
  failed++
  console.log(`FAIL  ${what}`)
}
try {
  const report = JSON.parse(readFileSync(json, 'utf8')) as JsonTestResults
  passed = report.numPassedTests
  failed = report.numFailedTests
  if (report.numPendingTests > 0) fail(`${report.numPendingTests} tests did not run`)
  if (report.testResults.length < FILES) fail(`only ${report.testResults.length} of ${FILES} test files ran`)
} catch {
  fail('the run wrote no report')
}
if (status !== 0 && failed === 0) fail('the run exited with an error')
rmSync(folder, { recursive: true, force: true })

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How a suite tells how many tests it ran: Vitest's report, a last line `N passed, N failed`, or not at all. */
type Count = 'vitest' | 'line' | 'one'

const SUITES: readonly (readonly [script: string, count: Count, timeoutMs?: number])[] = [
  ['typecheck', 'one'],
  ['lint', 'one'],
  ['build', 'one'],
  ['test', 'vitest'],
  ['test:invariants', 'vitest'],
  ['test:lifetimes', 'vitest'],
  ['check:package', 'one'],
  ['size', 'one'],
  ['test:dist', 'vitest'],
  ['test:runtimes', 'line'],
  ['test:faults', 'line'],
  ['test:browser', 'vitest'],
  ['test:browsers', 'line', 12 * 60_000],
  ['test:coverage', 'one'],
  ['test:soak', 'line', 10 * 60_000],
  ['bench:herd', 'line'],
]
const TIMEOUT_MS = 6 * 60_000

interface Tally {
  readonly passed: number
  readonly failed: number
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly { readonly status: string }[] }[]
}

const folder = mkdtempSync(join(tmpdir(), 'websocket-store-ci-'))

const readVitest = (file: string): Tally | undefined => {
  if (!existsSync(file)) return undefined
  const report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  // A file that cannot be loaded has no failed test to count.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

const readLine = (output: string): Tally | undefined => {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? []
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed) }
}

const runSuite = (script: string, count: Count, timeoutMs = TIMEOUT_MS): Tally => {
  const file = join(folder, `${script.replaceAll(':', '-')}.json`)
  const reporting = count === 'vitest' ? ['--', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`] : []
  const isRead = count === 'line'
  const { status, stdout } = spawnSync('npm', ['run', script, ...reporting], {
    stdio: ['ignore', isRead ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
    timeout: timeoutMs,
  })
  if (isRead) process.stdout.write(stdout)
  const counted = count === 'vitest' ? readVitest(file) : isRead ? readLine(stdout) : undefined
  const hasFailed = status !== 0
  if (counted === undefined) return hasFailed ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 }
  // A suite that ends badly although each of its tests passed has failed all the same.
  return hasFailed && counted.failed === 0 ? { ...counted, failed: 1 } : counted
}

const summary: string[] = []
let passed = 0
let failed = 0
for (const [script, count, timeoutMs] of SUITES) {
  console.log(`\n=== ${script}`)
  const startedAt = Date.now()
  const tally = runSuite(script, count, timeoutMs)
  passed += tally.passed
  failed += tally.failed
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  summary.push(`${script.padEnd(16)}${String(tally.passed).padStart(5)} passed${String(tally.failed).padStart(5)} failed${String(seconds).padStart(6)} s`)
}
rmSync(folder, { recursive: true, force: true })

console.log(`\n${summary.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { JsonTestResults } from 'vitest/node'

/** How a suite reports its number of tests: a Vitest report, a line `N passed, N failed`, or nothing (the script counts as one test). */
type Count = 'vitest' | 'line' | 'one'

interface SuiteOptions {
  /** @default 10 */
  readonly minutes?: number
  readonly env?: NodeJS.ProcessEnv
}

const SUITES: readonly (readonly [script: string, count: Count, options?: SuiteOptions])[] = [
  ['typecheck', 'one'],
  ['lint', 'one'],
  ['build', 'one'],
  // Without the coverage, which takes 40 % longer and is measured by hand.
  ['test', 'vitest', { minutes: 25 }],
  // Shorter than by hand, which is the search for new cases.
  ['test:invariants', 'vitest', { env: { FC_RUNS: '1000' } }],
  ['test:lifetimes', 'vitest', { env: { FC_RUNS: '300' } }],
  ['check:package', 'one'],
  ['size', 'one'],
  ['test:dist', 'vitest'],
  ['test:runtimes', 'line'],
  ['test:frameworks', 'line', { minutes: 15 }],
  ['test:faults', 'line'],
  ['test:interop', 'line'],
  // `npm test` runs these tests too. This run takes 20 s and writes their table.
  ['test:protocols', 'line'],
  ['test:browser', 'vitest', { minutes: 25 }],
  ['test:browsers', 'line', { minutes: 15 }],
  ['test:tabs', 'line', { minutes: 15 }],
  // Builds the documentation site, which compiles its code blocks.
  ['test:site', 'line', { minutes: 15 }],
  ['test:scale-out', 'line', { minutes: 10, env: { SCALE_MESSAGES: '15000', SCALE_KILLS: '8', SCALE_OUTAGE_SECONDS: '10' } }],
  ['test:soak', 'line', { env: { SOAK_SECONDS: '30' } }],
  ['bench:herd', 'line'],
  ['bench:check', 'line', { minutes: 20 }],
]

interface Tally {
  readonly passed: number
  readonly failed: number
  /** The names of failed tests, or the lines that report a failure. */
  readonly failures: readonly string[]
}

const folder = mkdtempSync(join(tmpdir(), 'websocket-store-ci-'))

const readVitest = (file: string): Tally | undefined => {
  if (!existsSync(file)) return undefined
  const report = JSON.parse(readFileSync(file, 'utf8')) as JsonTestResults
  const failedTests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => `${relative('.', name)}: ${fullName}`),
  )
  // A test file that cannot be loaded contains no failed test, so count the file.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  const failures = [...failedTests, ...broken.map(({ name }) => relative('.', name))]
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length, failures }
}

const readLine = (output: string): Tally | undefined => {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? []
  const failures = stripVTControlCharacters(output).split('\n').filter((line) => /^\s*FAIL\s/.test(line))
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed), failures: [...new Set(failures)] }
}

interface ScriptResult {
  readonly output: string
  readonly isSuccess: boolean
  readonly isTimedOut: boolean
}

/**
 * Runs a script until it ends or times out. It runs in its own process group, and the whole group is killed at the timeout.
 * Otherwise its child processes would continue to run during the next suite.
 */
const runScript = (args: readonly string[], timeoutMs: number, captureOutput: boolean, env: NodeJS.ProcessEnv): Promise<ScriptResult> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', ...args], {
      stdio: ['ignore', captureOutput ? 'pipe' : 'inherit', 'inherit'],
      // A change must not fail because of the cases that its run happened to draw.
      env: { FC_SEED: '1', ...process.env, ...env },
      detached: true,
    })
    let output = ''
    let isTimedOut = false
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      process.stdout.write(chunk)
    })
    const killGroup = () => {
      child.stdout?.destroy()
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // The group has already ended.
      }
    }
    const stop = () => {
      killGroup()
      process.exit(1)
    }
    const timer = setTimeout(() => {
      isTimedOut = true
      killGroup()
    }, timeoutMs)
    process.once('SIGINT', stop).once('SIGTERM', stop)
    child.once('error', reject)
    child.once('close', (status) => {
      clearTimeout(timer)
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve({ output, isSuccess: status === 0, isTimedOut })
    })
  })

const runSuite = async (script: string, count: Count, timeoutMs: number, env: NodeJS.ProcessEnv): Promise<Tally & ScriptResult> => {
  const file = join(folder, `${script.replaceAll(':', '-')}.json`)
  const reporterArgs = count === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`] : []
  const result = await runScript([script, '--', ...reporterArgs], timeoutMs, count === 'line', env)
  const counted = count === 'vitest' ? readVitest(file) : count === 'line' ? readLine(result.output) : undefined
  const { passed, failed, failures } = counted ?? { passed: result.isSuccess ? 1 : 0, failed: 0, failures: [] }
  // A suite that exits with an error has failed, even if all its tests passed.
  return { ...result, passed, failed: result.isSuccess ? failed : Math.max(failed, 1), failures }
}

const summary: string[] = []
const failures: string[] = []
let passed = 0
let failed = 0
for (const [script, count, { minutes = 10, env = {} } = {}] of SUITES) {
  const timeoutMs = minutes * 60_000
  console.log(`\n=== ${script}`)
  const startedAt = Date.now()
  const tally = await runSuite(script, count, timeoutMs, env)
  passed += tally.passed
  failed += tally.failed
  failures.push(...tally.failures.map((failure) => `${script}: ${failure.trim()}`))
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const timeoutNote = tally.isTimedOut ? `  timed out after ${timeoutMs / 1000} s` : ''
  if (timeoutNote) console.log(`\n=== ${script}${timeoutNote}`)
  summary.push(
    `${script.padEnd(16)}${String(tally.passed).padStart(5)} passed${String(tally.failed).padStart(5)} failed${String(seconds).padStart(6)} s${timeoutNote}`,
  )
}
rmSync(folder, { recursive: true, force: true })

// The names of failures come last, because a log viewer may show only the end.
if (failures.length > 0) console.log(`\n${failures.join('\n')}`)
console.log(`\n${summary.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How a suite tells how many tests it ran: Vitest's report, a last line `N passed, N failed`, or not at all. */
type Count = 'vitest' | 'line' | 'one'

const SUITES: readonly (readonly [script: string, count: Count, timeoutMs?: number, args?: readonly string[]])[] = [
  ['typecheck', 'one'],
  ['lint', 'one'],
  ['build', 'one'],
  // The same run measures the coverage, whose thresholds fail it: `npm run test:coverage` would repeat every test.
  ['test', 'vitest', 12 * 60_000, ['--coverage']],
  ['test:invariants', 'vitest'],
  ['test:lifetimes', 'vitest'],
  ['check:package', 'one'],
  ['size', 'one'],
  ['test:dist', 'vitest'],
  ['test:runtimes', 'line'],
  ['test:frameworks', 'line', 12 * 60_000],
  ['test:faults', 'line'],
  ['test:interop', 'line'],
  ['test:browser', 'vitest'],
  ['test:browsers', 'line', 15 * 60_000],
  ['test:soak', 'line'],
  ['bench:herd', 'line'],
  ['bench:check', 'line', 20 * 60_000],
]
const TIMEOUT_MS = 10 * 60_000

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

interface Ending {
  readonly output: string
  readonly isSuccess: boolean
  readonly isCutOff: boolean
}

/**
 * Runs a script until it ends or its time is over. It leads a process group of its own, which then ends as a whole: whatever
 * it started would run on beside the next suite.
 */
const runScript = (args: readonly string[], timeoutMs: number, isRead: boolean): Promise<Ending> =>
  new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', ...args], { stdio: ['ignore', isRead ? 'pipe' : 'inherit', 'inherit'], detached: true })
    let output = ''
    let isCutOff = false
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk
      process.stdout.write(chunk)
    })
    const endGroup = () => {
      child.stdout?.destroy()
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // Nothing of it is left.
      }
    }
    const stop = () => {
      endGroup()
      process.exit(1)
    }
    const timer = setTimeout(() => {
      isCutOff = true
      endGroup()
    }, timeoutMs)
    process.once('SIGINT', stop).once('SIGTERM', stop)
    child.once('error', reject)
    child.once('close', (status) => {
      clearTimeout(timer)
      process.off('SIGINT', stop).off('SIGTERM', stop)
      resolve({ output, isSuccess: status === 0, isCutOff })
    })
  })

const runSuite = async (script: string, count: Count, timeoutMs: number, args: readonly string[]): Promise<Tally & Ending> => {
  const file = join(folder, `${script.replaceAll(':', '-')}.json`)
  const reporting = count === 'vitest' ? ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`] : []
  const ending = await runScript([script, '--', ...args, ...reporting], timeoutMs, count === 'line')
  const counted = count === 'vitest' ? readVitest(file) : count === 'line' ? readLine(ending.output) : undefined
  const { passed, failed } = counted ?? { passed: ending.isSuccess ? 1 : 0, failed: 0 }
  // A suite that ends badly although each of its tests passed has failed all the same.
  return { ...ending, passed, failed: ending.isSuccess ? failed : Math.max(failed, 1) }
}

const summary: string[] = []
let passed = 0
let failed = 0
for (const [script, count, timeoutMs = TIMEOUT_MS, args = []] of SUITES) {
  console.log(`\n=== ${script}`)
  const startedAt = Date.now()
  const tally = await runSuite(script, count, timeoutMs, args)
  passed += tally.passed
  failed += tally.failed
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  const cutOff = tally.isCutOff ? `  cut off: it did not end within ${timeoutMs / 1000} s` : ''
  if (cutOff) console.log(`\n=== ${script}${cutOff}`)
  summary.push(
    `${script.padEnd(16)}${String(tally.passed).padStart(5)} passed${String(tally.failed).padStart(5)} failed${String(seconds).padStart(6)} s${cutOff}`,
  )
}
rmSync(folder, { recursive: true, force: true })

console.log(`\n${summary.join('\n')}\n`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

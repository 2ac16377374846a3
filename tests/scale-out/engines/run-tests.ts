import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { JsonTestResults } from 'vitest/node'
import type { Check } from '../run/checks'

const root = resolve(import.meta.dirname, '../../..')

/** Runs the tests of both engines with Vitest. Each test is one check. */
export async function runEngineTests(): Promise<Check[]> {
  const folder = mkdtempSync(join(tmpdir(), 'websocket-store-engines-'))
  const json = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`]
  const child = spawn(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--config', 'tests/config/scale-out.ts', ...reporters], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const kill = () => void child.kill()
  process.once('exit', kill)
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    const checks = checksOf(JSON.parse(readFileSync(json, 'utf8')) as JsonTestResults)
    const isSuccess = code === 0 || checks.some(({ isMet }) => !isMet)
    return isSuccess ? checks : [...checks, { what: 'the run', isMet: false, detail: `ended with ${code}` }]
  } finally {
    process.off('exit', kill)
    rmSync(folder, { recursive: true, force: true })
  }
}

const checksOf = ({ testResults }: JsonTestResults): Check[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.map((test) => ({ what: test.fullName, isMet: test.status === 'passed', detail: test.status }))
    // A file that cannot be loaded contains no failed test.
    const isBroken = tests.length === 0 || (status === 'failed' && tests.every(({ isMet }) => isMet))
    return isBroken ? [...tests, { what: relative(root, name), isMet: false, detail: message || 'no tests' }] : tests
  })

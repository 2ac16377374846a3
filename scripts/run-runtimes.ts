import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { BUILT_IN, CHECK_NAMES, checksFor } from '../tests/runtimes/checks'
import { BUN_VERSION, bunBinary } from './bun-binary'
import { writeSection } from './document-section'
import { tableOf, type Mark } from './document-table'
import { nodeOf } from './node-versions'
import { pack } from './pack'

interface Runtime {
  readonly name: string
  readonly hasWebSocket: boolean
  /** Returns the path of its executable. Downloads it if it is missing. */
  find(): string
}

const node = (major: number): Runtime => ({ name: `Node ${major}`, hasWebSocket: major >= 22, find: () => nodeOf(major) })

/** All runtimes that the package supports. */
const RUNTIMES: readonly Runtime[] = [
  ...[18, 20, 22, 24, 26].map(node),
  { name: `Bun ${BUN_VERSION}`, hasWebSocket: true, find: bunBinary },
]

const INTRODUCTION = `## Runtimes

The packed package as ES module and as CommonJS, with a real server. Each test echoes text and bytes, cuts the connection, reconnects, and
closes normally. \`npm run test:runtimes\` updates the table.`

let passed = 0
let failed = 0
const report = (what: string, problem?: string) => {
  if (problem === undefined) passed++
  else failed++
  console.log(problem === undefined ? `ok    ${what}` : `FAIL  ${what}\n${problem}`)
}

const packed = pack(['react', 'vue', '@vue', 'ws'])

/** @returns The names of the checks that failed in one format or the other. */
function failuresOn({ name, hasWebSocket, find }: Runtime): ReadonlySet<string> {
  let executable: string
  try {
    executable = find()
  } catch (error) {
    report(`${name} could not be installed`, String(error))
    return new Set(CHECK_NAMES)
  }
  const failures = new Set<string>()
  for (const [index, check] of checksFor(hasWebSocket).entries()) {
    const file = join(packed.folder, `check-${name.replace(' ', '-')}-${index}.${check.format}`)
    writeFileSync(file, check.code)
    const { stdout, stderr, error } = spawnSync(executable, [file], { cwd: packed.folder, encoding: 'utf8', timeout: 30_000 })
    const isPassed = stdout.trim() === 'ok' && error === undefined
    if (!isPassed) failures.add(check.name)
    report(`${name} ${check.format} ${check.name}`, isPassed ? undefined : `${stdout}${stderr}${error ?? ''}`)
  }
  return failures
}

const rows = RUNTIMES.map((runtime): readonly [string, ...Mark[]] => {
  const failures = failuresOn(runtime)
  const markOf = (check: string): Mark => {
    if (check === BUILT_IN && !runtime.hasWebSocket) return { why: 'no built-in WebSocket' }
    return failures.has(check) ? '✗' : '✓'
  }
  return [runtime.name, ...CHECK_NAMES.map(markOf)]
})
rmSync(packed.folder, { recursive: true, force: true })
const page = resolve(import.meta.dirname, '../docs/evidence/compatibility.md')
writeSection(page, 'runtimes', `${INTRODUCTION}\n\n${tableOf('runtimes', CHECK_NAMES, rows)}`)

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

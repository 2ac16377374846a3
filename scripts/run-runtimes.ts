import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checksFor } from '../tests/runtimes/checks'
import { nodeOf } from './node-versions'
import { pack, run } from './pack'

/** Runs the packed package on the versions of Node it promises to work on. */
const VERSIONS = [18, 20, 22, 24, 26]

let passed = 0
let failed = 0
const report = (what: string, problem?: string) => {
  if (problem === undefined) passed++
  else failed++
  console.log(problem === undefined ? `ok    ${what}` : `FAIL  ${what}\n${problem}`)
}

const packed = pack(['react', 'vue', '@vue', 'ws'])
for (const major of VERSIONS) {
  let node: string
  try {
    node = nodeOf(major)
  } catch (error) {
    report(`Node ${major} could not be had`, String(error))
    continue
  }
  const version = run(node, ['--version']).trim()
  for (const [index, check] of checksFor(major).entries()) {
    const file = join(packed.folder, `check-${major}-${index}.${check.format}`)
    writeFileSync(file, check.code)
    const { stdout, stderr, error } = spawnSync(node, [file], { cwd: packed.folder, encoding: 'utf8', timeout: 30_000 })
    const isContent = stdout.trim() === 'ok' && error === undefined
    report(`Node ${version} ${check.format} ${check.name}`, isContent ? undefined : `${stdout}${stderr}${error ?? ''}`)
  }
}
rmSync(packed.folder, { recursive: true, force: true })

console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inject } from 'vitest'
import { entries } from '../../../scripts/entries'

let scripts = 0

/** Runs a script in a new Node process with the installed tarball, and returns its output. */
export const runNode = async (format: 'mjs' | 'cjs', code: string): Promise<string> => {
  const { folder } = inject('packed')
  const file = join(folder, `script-${process.pid}-${++scripts}.${format}`)
  writeFileSync(file, code)
  const { stdout } = await promisify(execFile)(process.execPath, [file], { cwd: folder })
  return stdout.trim()
}

const isForRunner = (specifier: string) => /\/testing\/(vitest|jest)$/.test(specifier)

export const ENTRIES = entries.map(({ specifier }) => specifier).filter((specifier) => !isForRunner(specifier))

/** Entries that change the `expect` of a test runner when they are loaded. */
export const RUNNER_ENTRIES = entries.map(({ specifier }) => specifier).filter(isForRunner)

/** A statement that loads an entry in either format. */
export const load = (format: 'mjs' | 'cjs', entry: string): string =>
  format === 'mjs' ? `await import('${entry}')` : `require('${entry}')`

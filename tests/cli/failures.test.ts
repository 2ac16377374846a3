import type * as NodeFs from 'node:fs'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { runCommand } from '../../src/cli/command'
import { temporaryFolder } from './support/command'

const OLD = `import useWebSocket from 'react-use-websocket'\n`

// A test that runs as root cannot take its permissions away. So the file system refuses by name.
vi.mock('node:fs', async (importOriginal) => {
  const fs = await importOriginal<typeof NodeFs>()
  const refuse =
    <Args extends unknown[], Result>(call: (path: string, ...args: Args) => Result) =>
    (path: string, ...args: Args): Result => {
      if (path.endsWith('refused') || path.endsWith('refused.ts')) throw new Error('EACCES: permission denied')
      return call(path, ...args)
    }
  return { ...fs, writeFileSync: refuse(fs.writeFileSync as (path: string, text: string) => void), readdirSync: refuse(fs.readdirSync as (path: string) => unknown) }
})

it('exits with 1 if a file cannot be written, and changes the others', async () => {
  const { writeFileSync: write } = await vi.importActual<typeof NodeFs>('node:fs')
  const folder = temporaryFolder()
  write(join(folder, 'a-refused.ts'), OLD)
  writeFileSync(join(folder, 'b.ts'), OLD)
  const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('Errors:\n\na-refused.ts\n  The command could not change it: EACCES: permission denied. Check its permissions')
  expect(stdout).toContain('1 file changed, 1 import rewritten.')
  expect(stdout).toContain('1 error: see above.')
  expect(readFileSync(join(folder, 'a-refused.ts'), 'utf8')).toBe(OLD)
  expect(readFileSync(join(folder, 'b.ts'), 'utf8')).toContain('websocket-store')
})

it('exits with 1 if a folder cannot be read, and reads the others', async () => {
  const { mkdirSync } = await vi.importActual<typeof NodeFs>('node:fs')
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'a-refused'))
  writeFileSync(join(folder, 'b.ts'), OLD)
  const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
  expect(exitCode).toBe(1)
  expect(stdout).toContain('Errors:\n\na-refused\n  The command could not read it: EACCES: permission denied.')
  expect(stdout).toContain('1 file changed, 1 import rewritten.')
})

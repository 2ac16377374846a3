import { chmodSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { runCommand } from '../../src/cli/command'
import { temporaryFolder } from './support/command'

const OLD = `import useWebSocket from 'react-use-websocket'\n`
const NEW = `import useWebSocket from 'websocket-store/compat/react-use-websocket'\n`

const folderWith = (files: Record<string, string>): string => {
  const folder = temporaryFolder()
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}
const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8')

it.each([
  [[], 'No command was given.'],
  [['upgrade', '.'], 'There is no command "upgrade". Use "migrate".'],
  [['migrate'], 'No folder was given. Name the folder of your sources'],
  [['migrate', 'src', 'sources'], 'The folder "sources" does not exist in'],
  [['migrate', 'src', '--force'], 'There is no option "--force". Use --dry-run'],
])('refuses the arguments %j with the remedy, and changes nothing', (args, text) => {
  const folder = folderWith({ 'src/a.ts': OLD })
  const { exitCode, stdout, stderr } = runCommand(args, folder)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toContain(text)
  expect(read(folder, 'src/a.ts')).toBe(OLD)
})

it('prints its usage with --help', () => {
  const folder = folderWith({ 'a.ts': OLD })
  const { exitCode, stdout } = runCommand(['migrate', '.', '--help'], folder)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('Usage: npx websocket-store migrate <folder...> [--dry-run]')
  expect(read(folder, 'a.ts')).toBe(OLD)
})

it('reads every kind of program', () => {
  const names = ['a.js', 'a.jsx', 'a.ts', 'a.tsx', 'a.mjs', 'a.cjs', 'a.mts', 'a.cts', '.storybook/a.js', 'deep/er/a.ts']
  const folder = folderWith(Object.fromEntries(names.map((name) => [name, OLD])))
  expect(runCommand(['migrate', '.'], folder).exitCode).toBe(0)
  for (const name of names) expect(read(folder, name)).toBe(NEW)
})

it('skips folders of tools, large files and other kinds of files', () => {
  const skipped = ['node_modules', 'dist', 'build', '.git', '.next', '.nuxt', '.output', 'coverage'].map((name) => `packages/a/${name}/a.js`)
  const large = `${OLD}//${' '.repeat(1_000_000)}\n`
  const files = { ...Object.fromEntries([...skipped, 'a.md', 'a.txt'].map((name) => [name, OLD])), 'large.js': large }
  const folder = folderWith(files)
  const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('0 files read, 0 files changed, 0 imports rewritten.')
  expect(stdout).toContain('1 file skipped because of a size of more than 1 MB.')
  for (const [name, text] of Object.entries(files)) expect(read(folder, name)).toBe(text)
})

it('accepts several folders and single files, and changes each file once', () => {
  const folder = folderWith({ 'a/a.ts': OLD, 'b/b.ts': OLD, 'c/c.ts': OLD, 'c/d.ts': OLD })
  const { stdout } = runCommand(['migrate', 'a', './a/', 'c/c.ts', join(folder, 'b')], folder)
  expect(stdout).toContain('3 files read, 3 files changed, 3 imports rewritten.')
  expect([read(folder, 'a/a.ts'), read(folder, 'b/b.ts'), read(folder, 'c/c.ts'), read(folder, 'c/d.ts')]).toEqual([NEW, NEW, NEW, OLD])
})

it('does not follow symbolic links, so cycles end and files outside stay', () => {
  const folder = folderWith({ 'src/a.ts': OLD, 'outside/b.ts': OLD })
  symlinkSync('..', join(folder, 'src/cycle'))
  symlinkSync(join(folder, 'outside'), join(folder, 'src/outside'))
  symlinkSync(join(folder, 'outside/b.ts'), join(folder, 'src/b.ts'))
  expect(runCommand(['migrate', 'src'], folder).stdout).toContain('1 file changed, 1 import rewritten.')
  expect(read(folder, 'outside/b.ts')).toBe(OLD)
})

it('keeps the mode of a file, and the time of one that does not change', () => {
  const folder = folderWith({ 'a.mjs': `#!/usr/bin/env node\n${OLD}`, 'b.ts': '// react-use-websocket\n' })
  chmodSync(join(folder, 'a.mjs'), 0o755)
  const { mtimeMs } = statSync(join(folder, 'b.ts'))
  runCommand(['migrate', '.'], folder)
  expect(read(folder, 'a.mjs')).toBe(`#!/usr/bin/env node\n${NEW}`)
  expect(statSync(join(folder, 'a.mjs')).mode & 0o777).toBe(0o755)
  expect(statSync(join(folder, 'b.ts')).mtimeMs).toBe(mtimeMs)
})

it('does not change a file in another encoding', () => {
  const folder = folderWith({})
  const latin1 = Buffer.from(`// caf\xe9\n${OLD}`, 'latin1')
  writeFileSync(join(folder, 'a.js'), latin1)
  const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('a.js:1\n  This file is not UTF-8')
  expect(readFileSync(join(folder, 'a.js'))).toEqual(latin1)
})

it('notes what it does not read', () => {
  const folder = folderWith({
    'package.json': JSON.stringify({ dependencies: { 'react-use-websocket': '4', 'websocket-store': '1' }, jest: { a: ['(react-use-websocket|b)'] } }, null, 2),
    'tsconfig.json': `{ "compilerOptions": { "paths": { "react-use-websocket": ["./a"] } } } // a comment`,
    'src/a.svelte': `<script>\nimport { useWebSocket } from '@vueuse/core'\n</script>`,
    'src/b.mdx': `import { useNow } from '@vueuse/core'`,
    'src/__mocks__/@vueuse/core.js': '',
    'src/c.ts': NEW,
  })
  const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
  expect(exitCode).toBe(0)
  expect(stdout).toContain('package.json:3\n  react-use-websocket is still a dependency.')
  expect(stdout).toContain('package.json:8\n  react-use-websocket is named here, but not imported.')
  expect(stdout).toContain('tsconfig.json:1\n  react-use-websocket is named here, but not imported.')
  expect(stdout).toContain('src/a.svelte:2\n  The command does not change .svelte files')
  expect(stdout).toContain('src/__mocks__/@vueuse/core.js:1\n  This file mocks @vueuse/core by its place.')
  expect(stdout).toContain('5 places need a hand')
})

it.each([
  [{ '@vueuse/nuxt': '14' }, 'src/a.ts', true],
  [{ '@vueuse/core': '14', 'unplugin-auto-import': '20' }, 'src/a.ts', true],
  [{ '@vueuse/core': '14' }, 'src/A.vue', true],
  [{ '@vueuse/core': '14' }, 'src/a.ts', false],
  [{ ahooks: '3' }, 'src/A.vue', false],
])('with the dependencies %j, useWebSocket without an import in %s is reported: %s', (dependencies, file, isReported) => {
  const use = `const { data } = useWebSocket('wss://example.org')\n`
  const folder = folderWith({ 'package.json': JSON.stringify({ dependencies }), [file]: file.endsWith('.vue') ? `<script setup>\n${use}</script>\n` : use })
  const { stdout } = runCommand(['migrate', 'src'], folder)
  expect(stdout.includes(`add \`import { useWebSocket } from 'websocket-store/compat/vueuse'\``)).toBe(isReported)
})

it('groups equal notes of a file, with all their lines', () => {
  const folder = folderWith({ 'a.config.js': `export default ['react-use-websocket', 'react-use-websocket',\n'react-use-websocket',\n'react-use-websocket']\n` })
  const { stdout } = runCommand(['migrate', '.'], folder)
  expect(stdout).toContain('a.config.js:1 and lines 2, 3\n  react-use-websocket is named here')
  expect(stdout).toContain('3 places need a hand')
})

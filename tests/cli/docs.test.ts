import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { HELP, runCommand } from '../../src/cli/command'
import { codeBlocks } from '../docs/support/code-blocks'
import { temporaryFolder } from './support/command'

const PAGE = 'docs/migrate/command.md'

it('the page shows what the command does with its example', () => {
  const lines = codeBlocks(PAGE, 'diff')[0]!.split('\n')
  const without = (sign: string) => lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1)).join('\n')
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'src'))
  const file = join(folder, 'src/board.ts')
  writeFileSync(file, without('+'))
  const { stdout } = runCommand(['migrate', 'src'], folder)
  expect(readFileSync(file, 'utf8')).toBe(without('-'))
  expect(stdout).toBe(codeBlocks(PAGE, 'text')[0])
})

it('the page and the usage name the same folders and kinds of files', () => {
  const page = readFileSync(PAGE, 'utf8')
  const names = [...HELP.matchAll(/(?<=[ ,])\.?[a-z_]+(?=,| and \.|\.)/g)].map(([name]) => name).filter((name) => /^\.|node_modules|dist|build|coverage/.test(name))
  expect(names.length).toBeGreaterThan(12)
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse as parseComponent } from 'vue/compiler-sfc'
import { fromRoot } from '../config/aliases'
import { contentsOf, runCommand, temporaryFolder } from './support/command'
import { isValid, parse } from './support/typescript'

/** The programs of a file, as the compiler of its framework reads them. */
const programsOf = (file: string, text: string): [fileName: string, program: string][] => {
  if (!file.endsWith('.vue')) return [[file, text]]
  const { descriptor, errors } = parseComponent(text, { sourceMap: false })
  expect(errors).toEqual([])
  return [descriptor.script, descriptor.scriptSetup].flatMap((block) => (block ? [[`a.${block.lang ?? 'js'}`, block.content]] : []))
}

describe.each(['react', 'vue', 'monorepo'])('migrate in the application "%s"', (name) => {
  const folderOf = (state: string) => fromRoot(`tests/cli/applications/${name}/${state}`)
  const before = contentsOf(folderOf('before'))
  const after = contentsOf(folderOf('after'))

  it('changes the files as expected, and prints what it did', () => {
    const folder = temporaryFolder(folderOf('before'))
    const { exitCode, stdout, stderr } = runCommand(['migrate', '.'], folder)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(contentsOf(folder)).toEqual(after)
    expect(stdout).toBe(readFileSync(folderOf('report.txt'), 'utf8'))
  })

  it('changes nothing the second time, and repeats only what still needs a hand', () => {
    const folder = temporaryFolder(folderOf('after'))
    const { exitCode, stdout } = runCommand(['migrate', '.'], folder)
    expect(exitCode).toBe(0)
    expect(stdout).toContain('0 files changed, 0 imports rewritten.')
    expect(stdout).toContain('Needs a hand:')
    expect(contentsOf(folder)).toEqual(after)
  })

  it('changes nothing in a dry run', () => {
    const folder = temporaryFolder(folderOf('before'))
    const { exitCode, stdout } = runCommand(['migrate', '--dry-run', '.'], folder)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/\d files would change, \d+ imports to rewrite\./)
    expect(contentsOf(folder)).toEqual(before)
  })

  it('leaves programs that compile', () => {
    const programs = Object.entries(after).flatMap(([file, text]) => (/\.(json)$/.test(file) ? [] : programsOf(file, text)))
    expect(programs.length).toBeGreaterThan(4)
    expect(programs.filter(([file, program]) => !isValid(parse(program, file)))).toEqual([])
  })
})

it('the process exits with 1 and the remedy when a folder does not exist', () => {
  const folder = temporaryFolder()
  const { exitCode, stdout, stderr } = runCommand(['migrate', 'src'], folder)
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
  expect(stderr).toBe(`The folder "src" does not exist in ${folder}. Run the command in the folder of your application, or correct the name. Nothing was changed.\n`)
})

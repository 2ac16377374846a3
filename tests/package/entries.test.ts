import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { entries } from '../../scripts/entries'

const parse = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>

it('every entry has a source', () => {
  expect(entries.filter(({ source }) => !existsSync(source))).toEqual([])
})

it('package.json exports every entry, and nothing else', () => {
  const subpaths = entries.map(({ specifier }) => specifier.replace('websocket-store', '.'))
  expect(Object.keys(parse('package.json')['exports'] as object)).toEqual([...subpaths, './package.json'])
})

it('tsconfig.json resolves every entry to its source', () => {
  const { paths } = parse('tsconfig.json')['compilerOptions'] as { paths: Record<string, string[]> }
  expect(paths).toEqual(Object.fromEntries(entries.map(({ specifier, source }) => [specifier, [`./${source}`]])))
})

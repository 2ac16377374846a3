import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { entries } from '../../scripts/entries'
import { packageOf, REACT, VUEUSE } from '../../src/cli/packages'
import { parse } from './support/typescript'

const exportsOf = (file: string): string[] =>
  parse(readFileSync(file, 'utf8'), file).statements.flatMap((statement) =>
    ts.isExportDeclaration(statement) && statement.exportClause && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : [],
  )

it.each([
  ['react-use-websocket', REACT],
  ['react-use-websocket/dist/lib/types', REACT],
  ['@vueuse/core', VUEUSE],
  ['@vueuse/core/index', VUEUSE],
  ['react-use-websocket-mock', undefined],
  ['@vueuse/core-extra', undefined],
  ['./react-use-websocket', undefined],
  [REACT.replacement, undefined],
  [VUEUSE.replacement, undefined],
])('the specifier %s belongs to the right package', (specifier, expected) => {
  expect(packageOf(specifier)).toBe(expected)
})

describe('every name that moves is one that the old package has', () => {
  it.each([
    [VUEUSE, ['node_modules/@vueuse/core/dist/index.d.ts']],
    [REACT, ['types', 'use-socket-io', 'use-event-source', 'use-websocket', 'constants', 'util'].map((name) => `node_modules/react-use-websocket/dist/lib/${name}.d.ts`)],
  ])('$name', ({ names }, files) => {
    const declarations = files.map((file) => readFileSync(file, 'utf8')).join('\n')
    const isDeclared = (name: string) => name === 'default' || new RegExp(`\\b(?:type|interface|enum|const|function) ${name}\\b`).test(declarations)
    expect([...names].filter((name) => !isDeclared(name))).toEqual([])
  })
})

it('every name that moves is exported by the entry that replaces its package', () => {
  const missing = [REACT, VUEUSE].flatMap(({ replacement, names }) => {
    const entry = entries.find(({ specifier }) => specifier === replacement)
    const exported = entry ? exportsOf(entry.source) : [...names]
    return [...names].filter((name) => !exported.includes(name)).map((name) => `${replacement}: ${name}`)
  })
  expect(missing).toEqual([])
})

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rewrite } from '../../src/cli/rewrite'
import { holds, PROPERTY_TIMEOUT_MS } from '../support/property'
import { bindingsOf, isValid, parse } from './support/typescript'

const REPLACEMENTS: Readonly<Record<string, string>> = {
  'react-use-websocket': 'websocket-store/compat/react-use-websocket',
  '@vueuse/core': 'websocket-store/compat/vueuse',
}
const MOVED = new Set(['useWebSocket', 'UseWebSocketOptions', 'UseWebSocketReturn', 'WebSocketStatus'])
const TYPES = new Set(['UseWebSocketOptions', 'UseWebSocketReturn', 'WebSocketStatus', 'UseFetchReturn', 'Options'])
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'react-use-websocket': ['ReadyState', 'useSocketIO', 'useEventSource', 'Options'],
  '@vueuse/core': ['useFetch', 'useNow', 'useDark', 'UseFetchReturn', ...MOVED],
  vue: ['ref', 'computed', 'useWebSocket'],
}

/** Code that no rewriting may touch. Most of it contains what looks like an import. */
const FILLERS = [
  `use('a')`,
  `// import { useWebSocket } from '@vueuse/core'`,
  `/* import a from 'react-use-websocket'\n */ use()`,
  `const TEXT = "import { useWebSocket } from '@vueuse/core'"`,
  'const TEMPLATE = `\nimport a from "react-use-websocket"\n${`${1 / 2}`}`',
  `const REGEXP = /import ['"\`] from 'react-use-websocket /.test('a') / 2`,
  `const element = <p a='b'>Don't\nimport { useWebSocket } from '@vueuse/core'\n{/* ' */}</p>`,
  `const generic = <T,>(x: T) => ({ x }) // "`,
  `  function f() { return { a: 1 } }`,
  ``,
  `\t`,
]

interface Statement {
  readonly from: string
  readonly keyword: 'import' | 'export' | 'require'
  readonly hasDefault: boolean
  readonly names: readonly string[]
  readonly isAliased: readonly boolean[]
  readonly quote: string
  readonly semicolon: string
  readonly layout: 'spaced' | 'tight' | 'lines' | 'lines and comma' | 'comments'
  readonly indent: string
  readonly trailing: string
}

const statement: fc.Arbitrary<Statement> = fc.constantFrom(...Object.keys(NAMES)).chain((from) =>
  fc.record({
    from: fc.constant(from),
    keyword: fc.constantFrom('import', 'export', 'require'),
    hasDefault: from === 'react-use-websocket' ? fc.boolean() : fc.constant(false),
    names: fc.subarray([...NAMES[from]!], { minLength: 1 }).chain((names) => fc.shuffledSubarray(names, { minLength: names.length })),
    isAliased: fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }),
    quote: fc.constantFrom(`'`, `"`),
    semicolon: fc.constantFrom('', ';'),
    layout: fc.constantFrom('spaced', 'tight', 'lines', 'lines and comma', 'comments'),
    indent: fc.constantFrom('', '  ', '\t'),
    trailing: fc.constantFrom('', ' ', ' // import', ' /* from */ '),
  }),
)

/** The source of a statement. Local names get its index, so that no two are the same. */
const write = (each: Statement, index: number): string => {
  const { from, keyword, hasDefault, names, isAliased, quote, semicolon, layout, indent, trailing } = each
  const isRequire = keyword === 'require'
  const items = names
    .filter((name) => !isRequire || !TYPES.has(name))
    .map((name, at) => {
      const type = TYPES.has(name) ? 'type ' : ''
      return isAliased[at] ? `${type}${name}${isRequire ? ':' : ' as'} local_${index}_${at}` : `${type}${name}${isRequire ? ':' : ' as'} ${name}_${index}`
    })
  const wrapped = `\n${indent}  ${items.join(`,\n${indent}  `)}`
  const list = {
    spaced: `{ ${items.join(', ')} }`,
    tight: `{${items.join(',')}}`,
    lines: `{${wrapped}\n${indent}}`,
    'lines and comma': `{${wrapped}${items.length > 0 ? ',' : ''}\n${indent}}`,
    comments: `{ /* a, b */ ${items.join(' /* } */, // {\n')} }`,
  }[layout]
  const specifier = `${quote}${from}${quote}`
  if (isRequire) return `${indent}const ${list} = require(${specifier})${semicolon}${trailing}`
  const first = hasDefault && keyword === 'import' ? `default_${index}, ` : ''
  return `${indent}${keyword} ${first}${list} from ${specifier}${semicolon}${trailing}`
}

const program = fc.record({
  statements: fc.array(statement, { maxLength: 4 }),
  fillers: fc.array(fc.constantFrom(...FILLERS), { minLength: 5, maxLength: 5 }),
  lineBreak: fc.constantFrom('\n', '\r\n'),
  start: fc.constantFrom('', '\ufeff', '#!/usr/bin/env node\n'),
})

it(
  'moves each name to the module that has it, and keeps all other text',
  () => {
    holds(
      fc.property(program, ({ statements, fillers, lineBreak, start }) => {
        const inLines = (text: string) => text.replaceAll('\n', lineBreak)
        // A number makes each filler unique, so that it can be found in the result.
        const kept = fillers.slice(0, statements.length + 1).map((filler, index) => inLines(`${index === 0 ? start : '\n'}${filler}\n;(${index});\n`))
        const before = kept.map((text, index) => text + (statements[index] ? inLines(write(statements[index], index)) : '')).join('')
        const file = parse(before, 'a.tsx')
        if (!isValid(file)) throw new Error(`The generated program is not valid:\n${before}`)

        const { code, changes } = rewrite(before, 'a.tsx')

        const expected = bindingsOf(file).map(({ from, ...binding }) => {
          const isMoved = from === 'react-use-websocket' || (from === '@vueuse/core' && MOVED.has(binding.imported))
          return { from: isMoved ? REPLACEMENTS[from]! : from, ...binding }
        })
        const after = parse(code, 'a.tsx')
        expect(isValid(after), code).toBe(true)
        const byName = (a: { local: string }, b: { local: string }) => (a.local < b.local ? -1 : 1)
        expect(bindingsOf(after).sort(byName)).toEqual(expected.sort(byName))

        let at = 0
        for (const text of kept) {
          const next = code.indexOf(text, at)
          expect({ text, isFound: next >= at, isFirst: at > 0 || next === 0 }).toEqual({ text, isFound: true, isFirst: true })
          at = next + text.length
        }
        if (changes.length === 0) expect(code).toBe(before)
        expect(code.includes('\r\n') && /[^\r]\n/.test(code)).toBe(before.includes('\r\n') && /[^\r]\n/.test(before))
        expect(rewrite(code, 'a.tsx')).toMatchObject({ code, changes: [] })
      }),
    )
  },
  PROPERTY_TIMEOUT_MS,
)

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scan } from '../../src/cli/scan/scan'
import { scriptBlocks } from '../../src/cli/scan/script-blocks'
import { isValid, parse, stringsOf } from './support/typescript'

const scanFile = (source: string, fileName: string) => scan(source, scriptBlocks(source, fileName)[0]!)

/** The literals that the scanner finds must be those of TypeScript's parser. */
const compare = (source: string, fileName: string) => {
  const { tokens, unreadAt } = scanFile(source, fileName)
  const found = tokens.flatMap(({ kind, start, end }) => (kind === 'string' ? [source.slice(start, end)] : []))
  return { unreadAt, found, expected: stringsOf(parse(source, fileName)) }
}

describe('the scanner finds the same strings as the parser of TypeScript', () => {
  const filesOf = (folder: string) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.([cm]?[jt]s|[jt]sx)$/.test(file) && !/node_modules/.test(file))
      .map((file) => join(folder, file))

  it.each(['src', 'demo', 'tests/react', 'tests/docs', 'examples', 'node_modules/react-use-websocket/dist', 'node_modules/valibot/dist'])('in %s', (folder) => {
    let count = 0
    for (const file of filesOf(folder)) {
      const source = readFileSync(file, 'utf8')
      if (source.length > 1_000_000 || !isValid(parse(source, file))) continue
      const { unreadAt, found, expected } = compare(source, file)
      expect({ file, unreadAt, found }).toEqual({ file, unreadAt: undefined, found: expected })
      count += found.length
    }
    expect(count).toBeGreaterThan(100)
  }, 60_000)

  it.each([
    ['a.tsx', `const f = <T,>(x: T) => x, g = <T extends 'a'>(x: T) => <p>Don't "b" {'c'}</p>`],
    ['a.tsx', `type F = <T>(x: T) => 'a'; interface G { <T>(x: T): 'b'; new <T>(x: T): 'c' }`],
    ['a.tsx', `const a = <><A.B c-d='e' f={<i>it's</i>} {...g('h')} />&nbsp;'{/* ' */}</>, b = 'i'`],
    ['a.tsx', `const a = <A<string> b={(c: 'd') => { return /"/ }}>{\`'\${<p>'</p>}'\`}</A>`],
    ['a.ts', `const a = <string>'b', c = <T>(x: T) => 'd' < 'e'`],
    ['a.ts', `const a = b! / 2 + 'c' / 1, d = e++ / 2 + 'f' / 1, g = [1][0] / 2 + '/'`],
    ['a.js', `if (a) /'/.test('b'); while (c) /"/.exec('d'); for (const e of []) /[/'"]/g.test('f')`],
    ['a.js', `const a = { b: 1 } / 2 + 'c' / 3; function d() {} /'/.test('e'); return_ = a.if / 2 + 'f' / 3`],
    ['a.js', `const a = \`\${{ b: \`'\${'c'}'\` }.b} /'\` + 'd', e = \`f\``],
    ['a.js', `const a = 'it\\'s', b = "a\\\nb", c = '\\\\', d = typeof /'/, e = a / 1 / 'f'`],
    ['a.js', `class A { #b = /'/; static get ['c']() { return this.#b } if() { return 'd' } }`],
    ['a.js', `const a = b < c, d = e > f, g = h<i, j = 'k'`],
    ['a.js', `const a = 1..toFixed() + .5 + 1e3 / 2 + 'b' / 0x1f / 1_000n`],
  ])('in %s: %s', (fileName, source) => {
    expect(isValid(parse(source, fileName))).toBe(true)
    const { unreadAt, found, expected } = compare(source, fileName)
    expect({ unreadAt, found }).toEqual({ unreadAt: undefined, found: expected })
  })
})

it.each([`a('b`, '`a', '`${a', '`${a}', '/* a', '(', ')', '[}', `const a = <p>it's </p`, '{ a: [ }'])('the scanner reports that it cannot read %s', (source) => {
  expect(scanFile(source, 'a.tsx').unreadAt).toBeDefined()
})

it('an attempt to read JSX is made once for each place', () => {
  // Each level would double the time if its attempt were made again.
  const type = '<T>(x: { a: '.repeat(40) + 'T' + ' }) => void'.repeat(40)
  expect(scanFile(`type F = ${type}`, 'a.tsx').unreadAt).toBeUndefined()
})

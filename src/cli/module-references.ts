import { destructured, nameList, type NameList } from './name-list'
import { backTo, closingOf } from './scan/pairs'
import { isPunctuator, isWord, type Token } from './scan/token'

interface Named {
  readonly specifier: Token
}

/** `import … from 'a'` and `export … from 'a'`. Without names, default and namespace, it is `import 'a'`. */
export interface Declaration extends Named {
  readonly kind: 'declaration'
  readonly keyword: Token
  /** The local name of a default import. */
  readonly defaultName: Token | undefined
  /** The `*` of a namespace import, `export *` or `export * as`. */
  readonly star: Token | undefined
  readonly namespace: string | undefined
  readonly list: NameList | undefined
  readonly end: number
  readonly hasSemicolon: boolean
}

/** `require('a')`, `import('a')`, the type `import('a')`, and functions that mock modules. */
export interface Call extends Named {
  readonly kind: 'call'
  /** As in the source, for example `jest.mock`. */
  readonly callee: string
  /** Index of the first token of the call, a leading `await` included, and index of its `)`. */
  readonly first: number
  readonly last: number
  /** Index of the last token of the argument that names the module. */
  readonly argument: number
  /** The name that is read from the result at once, as in `require('a').b`. */
  readonly member: string | undefined
  /** The variable that holds the result. */
  readonly variable: string | undefined
  /** The names that are read from the result, as in `const { b } = require('a')`. */
  readonly list: NameList | undefined
}

/** `declare module 'a' { … }` */
interface Augmentation extends Named {
  readonly kind: 'augmentation'
}

/** Any other string, for example a key of a bundler's aliases. */
interface Mention extends Named {
  readonly kind: 'mention'
}

export type Reference = Declaration | Call | Augmentation | Mention

const LOADERS = /^(?:require|import|require\.resolve|import\.meta\.resolve|module\.require)$/
const TEST_METHODS =
  /\.(?:mock|doMock|unmock|doUnmock|dontMock|setMock|deepUnmock|requireActual|requireMock|importActual|importMock|unstable_(?:un)?mockModule|createMockFromModule|genMockFromModule)$|^mock\.module$/

/** Finds out how each of the strings at these indices is used. */
export const moduleReferences = (tokens: readonly Token[], indices: readonly number[]): Reference[] => {
  const requires = createdRequires(tokens)
  return indices.map((index) => {
    const specifier = tokens[index]!
    return declarationOf(tokens, index) ?? callOf(tokens, index, requires) ?? { kind: isAugmentation(tokens, index) ? 'augmentation' : 'mention', specifier }
  })
}

const isAugmentation = (tokens: readonly Token[], index: number) => isWord(tokens[index - 1], 'module') && isWord(tokens[index - 2], 'declare')

const declarationOf = (tokens: readonly Token[], index: number): Declaration | undefined => {
  const specifier = tokens[index]!
  let at = index - 1
  if (isWord(tokens[at], 'from')) {
    at -= 1
    while (isClausePart(tokens[at])) at -= 1
  }
  const keyword = tokens[at]
  if (!isWord(keyword, 'import', 'export') || isPunctuator(tokens[at - 1], '.', '?.')) return undefined
  const clause = tokens.slice(at + 1, index - 1)
  const open = clause.findIndex((token) => isPunctuator(token, '{'))
  const star = clause.find((token) => isPunctuator(token, '*'))
  const [first, second] = clause
  const isTypeOnly = isWord(first, 'type') && clause.length > 1 && !isPunctuator(second, ',')
  const defaultName = isTypeOnly ? second : first
  return {
    kind: 'declaration',
    specifier,
    keyword,
    defaultName: keyword.text === 'import' && isWord(defaultName) ? defaultName : undefined,
    star,
    namespace: star && isWord(clause.at(-1)) ? clause.at(-1)?.text : undefined,
    list: open === -1 ? undefined : nameList(clause.slice(open), isTypeOnly),
    ...endOf(tokens, index),
  }
}

const isClausePart = (token: Token | undefined) =>
  token?.kind === 'string' || isPunctuator(token, '{', '}', ',', '*') || (isWord(token) && !isWord(token, 'import', 'export'))

/** The end of a declaration: after its attributes and its semicolon. */
const endOf = (tokens: readonly Token[], index: number) => {
  let last = index
  if (isWord(tokens[last + 1], 'with', 'assert') && isPunctuator(tokens[last + 2], '{')) last = closingOf(tokens, last + 2) ?? last
  return statementEnd(tokens, last)
}

/** The end of a statement whose last token before the semicolon is at `last`. A semicolon on a later line protects the next statement. */
export const statementEnd = (tokens: readonly Token[], last: number): { end: number; hasSemicolon: boolean } => {
  const next = tokens[last + 1]
  const hasSemicolon = isPunctuator(next, ';') && !next.startsLine
  return { end: (hasSemicolon ? next : tokens[last]!).end, hasSemicolon }
}

const callOf = (tokens: readonly Token[], index: number, requires: ReadonlySet<string>): Call | undefined => {
  const inner = calleeBefore(tokens, index - 1, requires)
  const last = inner && closingOf(tokens, index - 1)
  if (!inner || last === undefined) return undefined
  const specifier = tokens[index]!
  // `vi.mock(import('a'), …)` is a mock of `a`.
  const outer = inner.callee === 'import' ? calleeBefore(tokens, inner.first - 1, requires) : undefined
  const outerLast = outer && TEST_METHODS.test(outer.callee) ? closingOf(tokens, inner.first - 1) : undefined
  if (outer && outerLast !== undefined) return { kind: 'call', specifier, ...outer, argument: last, last: outerLast, ...usesOf(tokens, outer.first, outerLast) }
  const first = isWord(tokens[inner.first - 1], 'await') ? inner.first - 1 : inner.first
  return { kind: 'call', specifier, callee: inner.callee, first, argument: index, last, ...usesOf(tokens, first, last) }
}

/** The function that is called with the parenthesis at `index`, if it is one that takes the name of a module. */
const calleeBefore = (tokens: readonly Token[], index: number, requires: ReadonlySet<string>): { callee: string; first: number } | undefined => {
  if (!isPunctuator(tokens[index], '(')) return undefined
  let at = index - 1
  if (isPunctuator(tokens[at], '>')) at = (backTo(tokens, at, '<', '>') ?? 0) - 1
  // `createRequire(import.meta.url)('a')`
  const created = isPunctuator(tokens[at], ')') ? (backTo(tokens, at, '(', ')') ?? 0) - 1 : undefined
  if (created !== undefined && isWord(tokens[created], 'createRequire')) return { callee: 'require', first: created }
  if (!isWord(tokens[at])) return undefined
  let first = at
  while (isPunctuator(tokens[first - 1], '.') && isWord(tokens[first - 2])) first -= 2
  const isContinued = isPunctuator(tokens[first - 1], '.', '?.')
  const callee = `${isContinued ? '.' : ''}${tokens.slice(first, at + 1).map(({ text }) => text).join('')}`
  const isKnown = LOADERS.test(callee) || TEST_METHODS.test(callee) || requires.has(callee.replace(/\.resolve$/, ''))
  return isKnown ? { callee, first } : undefined
}

/** How the result of a call is used. */
const usesOf = (tokens: readonly Token[], first: number, last: number): Pick<Call, 'member' | 'variable' | 'list'> => {
  let [before, after] = [first - 1, last + 1]
  while (isPunctuator(tokens[before], '(') && isPunctuator(tokens[after], ')')) {
    before -= 1
    after += 1
  }
  const name = tokens[after + 1]
  if (isPunctuator(tokens[after], '.', '?.') && isWord(name)) return { member: name.text, variable: undefined, list: undefined }
  const target = tokens[before - 1]
  if (!isPunctuator(tokens[before], '=')) return { member: undefined, variable: undefined, list: undefined }
  return { member: undefined, variable: isWord(target) ? target.text : undefined, list: destructured(tokens, before - 1) }
}

/** Variables that hold a `require` of their own, as in `const load = createRequire(import.meta.url)`. */
const createdRequires = (tokens: readonly Token[]): ReadonlySet<string> => {
  const names = new Set<string>()
  tokens.forEach((token, index) => {
    const [name, equals] = [tokens[index - 2], tokens[index - 1]]
    if (isWord(token, 'createRequire') && isPunctuator(equals, '=') && isWord(name)) names.add(name.text)
  })
  return names
}

import { REACT, VUEUSE, type Package } from './packages'
import { backTo } from './scan/pairs'
import { isPunctuator, isWord, type Range, type Token } from './scan/token'

const isMember = (tokens: readonly Token[], index: number) => isPunctuator(tokens[index - 1], '.', '?.')

/** Where one of the names is read from a variable: `variable.name`, or `{ name } = variable`. */
export const usesOfVariable = (tokens: readonly Token[], variable: string, names: ReadonlySet<string>): { start: number; text: string }[] =>
  tokens.flatMap((token, index) => {
    if (!isWord(token, variable) || isMember(tokens, index)) return []
    const name = tokens[index + 2]
    const isRead = isPunctuator(tokens[index + 1], '.', '?.') && isWord(name) && names.has(name.text)
    if (isRead) return hasFallback(tokens, index + 3) ? [] : [{ start: token.start, text: `${variable}.${name.text}` }]
    const close = index - 2
    if (!isPunctuator(tokens[index - 1], '=') || !isPunctuator(tokens[close], '}')) return []
    const open = backTo(tokens, close, '{', '}') ?? close
    return tokens.slice(open, close).filter(({ kind, text }) => kind === 'word' && names.has(text))
  })

/** `a.default ?? a` and `a.default || a` also work without `default`. */
const hasFallback = (tokens: readonly Token[], index: number) =>
  ['?', '|'].some((text) => isPunctuator(tokens[index], text) && isPunctuator(tokens[index + 1], text))

/** The first use of `useWebSocket` in a file that neither imports nor declares it. */
export const unboundUse = (tokens: readonly Token[]): { start: number; isNuxtImport: boolean } | undefined => {
  const uses = tokens.flatMap((token, index) => (isWord(token, 'useWebSocket') && !isMember(tokens, index) ? [index] : []))
  const first = uses[0]
  if (first === undefined) return undefined
  const { start } = tokens[first]!
  const isNuxtImport = tokens.some((token, index) => token.kind === 'string' && token.text === '#imports' && isWord(tokens[index - 1], 'from'))
  // An import or a declaration names it without calling it.
  const isCalled = (index: number) => isPunctuator(tokens[index + 1], '(', '<') && !isWord(tokens[index - 1], 'function')
  if (uses.every(isCalled)) return { start, isNuxtImport: false }
  return isNuxtImport && isImportedFrom(tokens, first, '#imports') ? { start, isNuxtImport } : undefined
}

const isImportedFrom = (tokens: readonly Token[], index: number, specifier: string): boolean => {
  const close = tokens.findIndex((token, at) => at > index && isPunctuator(token, '}'))
  return isWord(tokens[close + 1], 'from') && tokens[close + 2]?.text === specifier
}

const DOCUMENTED = /import\(\s*['"](react-use-websocket|@vueuse\/core)(?:\/[^'"]*)?['"]\s*\)(?:\.(\w+))?/g

/** Types that JSDoc comments import from the packages. */
export const documentedTypes = (source: string, comments: readonly Range[]): { start: number; from: Package }[] =>
  comments.flatMap(({ start, end }) => {
    const text = source.slice(start, end)
    if (!text.startsWith('/**')) return []
    return [...text.matchAll(DOCUMENTED)].flatMap(({ index, 1: name, 2: type = '' }) => {
      const from = name === REACT.name ? REACT : VUEUSE
      return from.isPartial && !from.names.has(type) ? [] : [{ start: start + index, from }]
    })
  })

import { backTo } from './scan/pairs'
import { isPunctuator, isWord, type Range, type Token } from './scan/token'

/** One name between the braces of an import, of a re-export or of a destructuring. */
export interface NameItem extends Range {
  /** The name in the module. */
  readonly imported: string
  readonly local: string
  /** The comma after it. */
  readonly comma: Token | undefined
}

export interface NameList {
  readonly open: Token
  readonly close: Token
  readonly items: readonly NameItem[]
  /** Whether the keyword `type` is before the braces. */
  readonly isTypeOnly: boolean
  /** `const`, `let` or `var`, of a destructuring that is a statement by itself. */
  readonly declares: Token | undefined
}

/** Reads the tokens from `{` to `}`. Returns undefined if there is more than simple names. */
export const nameList = (tokens: readonly Token[], isTypeOnly: boolean, declares?: Token): NameList | undefined => {
  const [open, close] = [tokens[0], tokens.at(-1)]
  if (!open || !isPunctuator(close, '}')) return undefined
  const items: NameItem[] = []
  let parts: Token[] = []
  for (const token of tokens.slice(1)) {
    const isEnd = token === close
    if (!isEnd && !isPunctuator(token, ',')) {
      parts.push(token)
      continue
    }
    if (parts.length > 0) {
      const item = itemOf(parts, isEnd ? undefined : token)
      if (!item) return undefined
      items.push(item)
    }
    parts = []
  }
  return { open, close, items, isTypeOnly, declares }
}

/** `a`, `a as b`, `a: b`, each also after `type`. */
const itemOf = (parts: readonly Token[], comma: Token | undefined): NameItem | undefined => {
  const hasType = isWord(parts[0], 'type') && parts.length > 1 && (parts.length === 4 || !isWord(parts[1], 'as'))
  const [name, link, alias, ...more] = hasType ? parts.slice(1) : parts
  const isName = isWord(name) || name?.kind === 'string'
  if (!name || !isName || more.length > 0 || (link && !isWord(link, 'as') && !isPunctuator(link, ':'))) return undefined
  if (link && !isWord(alias) && alias?.kind !== 'string') return undefined
  return { imported: name.text, local: (alias ?? name).text, start: parts[0]!.start, end: parts.at(-1)!.end, comma }
}

/** The names of `const { a, b: c } =`. `close` is the index of its `}`. */
export const destructured = (tokens: readonly Token[], close: number): NameList | undefined => {
  if (!isPunctuator(tokens[close], '}')) return undefined
  const open = backTo(tokens, close, '{', '}')
  if (open === undefined) return undefined
  const keyword = tokens[open - 1]
  const declares = isWord(keyword, 'const', 'let', 'var') ? keyword : undefined
  return nameList(tokens.slice(open, close + 1), false, declares)
}

import { isPunctuator, isWord, type Token } from './token'

// After a value, `/` divides and `<` compares. Elsewhere, `/` starts a regular expression and `<` can start JSX.

/** Words that an expression can follow. */
const BEFORE_EXPRESSION = new Set([
  ...['return', 'typeof', 'instanceof', 'in', 'new', 'delete', 'void', 'throw', 'case', 'do', 'else', 'yield', 'await'],
  ...['default', 'extends', 'export'],
])
/** Words whose parentheses end a head, as in `if (a) /b/.test(c)`. */
const BEFORE_HEAD = ['if', 'while', 'for', 'with']
/** Words whose braces are a block. After other words of `BEFORE_EXPRESSION` they are an object. */
const BEFORE_BLOCK = ['else', 'do']
const BEFORE_OBJECT = ['(', '[', ',', '=', ':', '?', '&', '|', '+', '-', '!', '...', '*', '%', '^', '~']
/** `a++` and, in TypeScript, `a!` are values. `++a` and `!a` are not, until `a` follows. */
const KEEPING = ['++', '--', '!']

export interface Bracket {
  readonly open: string
  /** Whether the closing bracket ends a value. */
  readonly isValue: boolean
}

const isMember = (before: Token | undefined) => isPunctuator(before, '.', '?.')

/** Whether an expression ends with `token`, which is not a bracket. `before` is the token before it. */
export const endsValue = (token: Token, before: Token | undefined, wasValue: boolean): boolean => {
  if (token.kind === 'word') return isMember(before) || !BEFORE_EXPRESSION.has(token.text)
  if (token.kind !== 'punctuator') return true
  return KEEPING.includes(token.text) && wasValue
}

/** What a bracket opens after these two tokens. */
export const bracketAfter = (open: string, last: Token | undefined, before: Token | undefined): Bracket => {
  if (open === '[') return { open, isValue: true }
  if (open === '(') {
    const isHead = isWord(last, ...BEFORE_HEAD) && !isMember(before)
    return { open, isValue: !isHead && !(isWord(last, 'await') && isWord(before, 'for')) }
  }
  if (isWord(last)) return { open, isValue: !isMember(before) && BEFORE_EXPRESSION.has(last.text) && !BEFORE_BLOCK.includes(last.text) }
  return { open, isValue: isPunctuator(last, ...BEFORE_OBJECT) }
}

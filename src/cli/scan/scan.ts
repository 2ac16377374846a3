import { bracketAfter, endsValue, type Bracket } from './expression-position'
import { readElement, type JsxReader } from './jsx'
import { COMMENT, endOfMatch, NUMBER, PUNCTUATOR, REGULAR_EXPRESSION, SPACES, STRING, TEMPLATE_TEXT, WORD } from './patterns'
import type { Range, Scan, Token } from './token'

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }

interface Scanner extends JsxReader {
  readonly source: string
  readonly end: number
  readonly hasJsx: boolean
  readonly tokens: Token[]
  readonly comments: Range[]
  /** Offsets of `<` that do not start JSX. They are read once, because an attempt can read to the end of the file. */
  readonly notJsx: Set<number>
  at: number
  unreadAt: number | undefined
}

/** Splits a part of `source` into tokens. It never throws: what it cannot read is reported as `unreadAt`. */
export const scan = (source: string, { start, end, hasJsx }: Range & { readonly hasJsx: boolean }): Scan => {
  const scanner: Scanner = {
    source: source.slice(0, end),
    end,
    hasJsx,
    tokens: [],
    comments: [],
    notJsx: new Set(),
    at: start,
    unreadAt: undefined,
    code: () => readCode(scanner, true),
    emit: (kind, from) => emit(scanner, kind, from),
  }
  if (start === 0) scanner.at = endOfMatch(/\ufeff?(?:#![^\n\r]*)?/y, source, 0) ?? 0
  readCode(scanner, false)
  return { tokens: scanner.tokens, comments: scanner.comments, unreadAt: scanner.unreadAt }
}

/** Reads to the end, or to the `}` that closes the code inside a template or JSX. Returns whether it was there. */
const readCode = (scanner: Scanner, isNested: boolean): boolean => {
  const brackets: Bracket[] = []
  let isValue = false
  const first = scanner.tokens.length
  while (scanner.at < scanner.end) {
    if (skip(scanner)) continue
    const { source, at, tokens } = scanner
    const character = source[at] ?? ''
    if (isNested && character === '}' && brackets.length === 0) return true
    // Code inside a template or JSX starts like an expression, whatever is before it.
    const [last, before] = tokens.length > first ? [tokens.at(-1), tokens.at(-2)] : []
    if ('([{'.includes(character)) {
      brackets.push(bracketAfter(character, last, before))
      emit(scanner, 'punctuator', at, at + 1)
      isValue = false
    } else if (character in CLOSING) {
      const closed = brackets.pop()
      if (closed?.open !== CLOSING[character]) fail(scanner, at)
      emit(scanner, 'punctuator', at, at + 1)
      isValue = closed?.isValue ?? true
    } else if (character === '`') {
      readTemplate(scanner)
      isValue = true
    } else if (character === '<' && !isValue && scanner.hasJsx && tryElement(scanner)) {
      isValue = true
    } else {
      const token = readToken(scanner, isValue)
      isValue = endsValue(token, last, isValue)
    }
  }
  if (brackets.length > 0 || isNested) fail(scanner, scanner.end)
  return !isNested
}

/** Skips spaces or one comment. Returns whether there was something to skip. */
const skip = (scanner: Scanner): boolean => {
  const { source, at } = scanner
  const afterSpaces = endOfMatch(SPACES, source, at)
  if (afterSpaces !== undefined) {
    scanner.at = afterSpaces
    return true
  }
  const afterComment = endOfMatch(COMMENT, source, at)
  if (afterComment === undefined) return false
  scanner.comments.push({ start: at, end: afterComment })
  scanner.at = afterComment
  return true
}

const readToken = (scanner: Scanner, isAfterValue: boolean): Token => {
  const { source, at } = scanner
  const character = source[at] ?? ''
  const word = endOfMatch(WORD, source, at)
  if (word !== undefined) return emit(scanner, 'word', at, word)
  const number = endOfMatch(NUMBER, source, at)
  if (number !== undefined) return emit(scanner, 'other', at, number)
  if (character === "'" || character === '"') {
    const end = endOfMatch(STRING, source, at)
    if (end === undefined) fail(scanner, at)
    return emit(scanner, 'string', at, end ?? at + 1)
  }
  if (character === '/' && !isAfterValue) {
    const end = endOfMatch(REGULAR_EXPRESSION, source, at)
    if (end !== undefined) return emit(scanner, 'other', at, end)
  }
  if (source.startsWith('/*', at)) fail(scanner, at)
  return emit(scanner, 'punctuator', at, endOfMatch(PUNCTUATOR, source, at))
}

const readTemplate = (scanner: Scanner): void => {
  const start = scanner.at
  let from = start
  let hasCode = false
  for (;;) {
    const to = endOfMatch(TEMPLATE_TEXT, scanner.source, from + 1) ?? scanner.end
    if (to >= scanner.end) fail(scanner, start)
    if (scanner.source[to] !== '$') {
      emit(scanner, hasCode ? 'other' : 'string', from, Math.min(to + 1, scanner.end))
      return
    }
    hasCode = true
    emit(scanner, 'other', from, to + 2)
    if (!readCode(scanner, true)) return
    from = scanner.at
  }
}

const tryElement = (scanner: Scanner): boolean => {
  const { at, tokens, comments, unreadAt } = scanner
  if (scanner.notJsx.has(at)) return false
  const [tokenCount, commentCount] = [tokens.length, comments.length]
  if (readElement(scanner) && scanner.unreadAt === unreadAt) return true
  scanner.notJsx.add(at)
  tokens.length = tokenCount
  comments.length = commentCount
  scanner.at = at
  scanner.unreadAt = unreadAt
  return false
}

const emit = (scanner: Scanner, kind: Token['kind'], start: number, end = scanner.at): Token => {
  const text = kind === 'string' ? scanner.source.slice(start + 1, end - 1) : scanner.source.slice(start, end)
  const between = scanner.source.slice(scanner.tokens.at(-1)?.end ?? 0, start)
  const token: Token = { kind, text, start, end, startsLine: /[\n\r]/.test(between) }
  scanner.tokens.push(token)
  scanner.at = end
  return token
}

const fail = (scanner: Scanner, at: number): void => {
  scanner.unreadAt ??= at
}

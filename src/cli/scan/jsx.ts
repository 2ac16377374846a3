import { COMMENT, endOfMatch, JSX_NAME, JSX_STRING, JSX_TEXT, JSX_TYPE_ARGUMENTS, SPACES } from './patterns'
import type { Token } from './token'

/** What reads the code between the braces of JSX. */
export interface JsxReader {
  readonly source: string
  /** The offset of the next character. */
  at: number
  /** Reads code up to the `}` that ends it. Returns whether it was there. */
  code(): boolean
  /** Adds a token that ends at `at`. */
  emit(kind: Token['kind'], from: number): void
}

/**
 * Reads one element from its `<` to its end, with the code inside it. Returns false if the text is not JSX, for example the
 * type parameters of an arrow function. Then the caller must go back.
 */
export const readElement = (reader: JsxReader): boolean => {
  const from = reader.at
  reader.at += 1
  skipSpaces(reader)
  const name = take(reader, JSX_NAME)
  if (name !== '') take(reader, JSX_TYPE_ARGUMENTS)
  skipSpaces(reader)
  while (name !== '' && !'/>'.includes(reader.source[reader.at] ?? '/')) if (!readAttribute(reader)) return false
  if (takeText(reader, '/')) {
    skipSpaces(reader)
    if (name === '' || !takeText(reader, '>')) return false
    reader.emit('other', from)
    return true
  }
  if (!takeText(reader, '>')) return false
  reader.emit('other', from)
  return readChildren(reader, name)
}

const readAttribute = (reader: JsxReader): boolean => {
  if (reader.source[reader.at] === '{') return readBraces(reader) && skipSpaces(reader)
  if (take(reader, JSX_NAME) === '') return false
  skipSpaces(reader)
  if (!takeText(reader, '=')) return true
  skipSpaces(reader)
  const next = reader.source[reader.at]
  const isRead = next === '{' ? readBraces(reader) : next === '<' ? readElement(reader) : take(reader, JSX_STRING) !== ''
  return isRead && skipSpaces(reader)
}

const readChildren = (reader: JsxReader, name: string): boolean => {
  for (;;) {
    take(reader, JSX_TEXT)
    const next = reader.source[reader.at]
    if (next === '{') {
      if (!readBraces(reader)) return false
    } else if (next !== '<') {
      return false
    } else if (/^<\s*\//.test(reader.source.slice(reader.at, reader.at + 20))) {
      return readClosingTag(reader, name)
    } else if (!readElement(reader)) {
      return false
    }
  }
}

const readClosingTag = (reader: JsxReader, name: string): boolean => {
  const from = reader.at
  takeText(reader, '<')
  skipSpaces(reader)
  takeText(reader, '/')
  skipSpaces(reader)
  if (take(reader, JSX_NAME) !== name) return false
  skipSpaces(reader)
  if (!takeText(reader, '>')) return false
  reader.emit('other', from)
  return true
}

const readBraces = (reader: JsxReader): boolean => {
  reader.at += 1
  reader.emit('other', reader.at - 1)
  if (!reader.code()) return false
  reader.at += 1
  reader.emit('other', reader.at - 1)
  return true
}

const skipSpaces = (reader: JsxReader): true => {
  while (take(reader, SPACES) !== '' || take(reader, COMMENT) !== '');
  return true
}

const take = (reader: JsxReader, pattern: RegExp): string => {
  const from = reader.at
  reader.at = endOfMatch(pattern, reader.source, from) ?? from
  return reader.source.slice(from, reader.at)
}

const takeText = (reader: JsxReader, text: string): boolean => {
  if (!reader.source.startsWith(text, reader.at)) return false
  reader.at += text.length
  return true
}

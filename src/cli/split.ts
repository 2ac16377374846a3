import type { Edit } from './edits'
import type { NameItem, NameList } from './name-list'
import type { Range } from './scan/token'

const LINE_BREAK = /\r\n|\n|\r/

/** A statement that must become two. */
export interface Splitting extends Range {
  readonly list: NameList
  readonly moved: readonly NameItem[]
  readonly hasSemicolon: boolean
  /** Removes the list with its braces instead of its last name: `import a, { b }` becomes `import a`. */
  readonly after: number | undefined
  /** The new statement around its list, for example `import ` and ` from 'a'`. */
  readonly prefix: string
  readonly suffix: string
}

/** Removes the moved names from the statement, and adds the new statement behind it. */
export const splitStatement = (source: string, splitting: Splitting): Edit[] => {
  const { list, moved, hasSemicolon, after, prefix, suffix } = splitting
  const removals = after === undefined ? removeItems(source, list, moved) : [{ start: after, end: list.close.end, text: '' }]
  const space = source[list.open.end] === ' ' || /[\r\n]/.test(source.slice(list.open.end, list.close.start)) ? ' ' : ''
  const names = moved.map(({ start, end }) => source.slice(start, end)).join(', ')
  const statement = `${prefix}{${space}${names}${space}}${suffix}${hasSemicolon ? ';' : ''}`
  return [...removals, insertAfter(source, splitting, statement)]
}

const removeItems = (source: string, { items }: NameList, moved: readonly NameItem[]): Edit[] => {
  const edits = moved.map((item) => removal(source, item.start, item.comma?.end ?? item.end))
  const lastKept = items.filter((item) => !moved.includes(item)).at(-1)
  // The comma of the last name that stays is removed, unless the list ended with a comma.
  if (lastKept?.comma && lastKept !== items.at(-1) && !items.at(-1)?.comma) {
    const { start, end } = lastKept.comma
    edits.push({ start, end, text: '' })
  }
  return edits
}

/** Removes a name with the spaces around it, or with its line if nothing else is on it. */
const removal = (source: string, start: number, end: number): Edit => {
  const isSpace = (at: number) => source[at] === ' ' || source[at] === '\t'
  let [from, to] = [start, end]
  while (isSpace(from - 1)) from -= 1
  while (isSpace(to)) to += 1
  const isLineStart = '\r\n'.includes(source[from - 1] ?? '\n')
  const lineBreak = LINE_BREAK.exec(source.slice(to, to + 2))
  if (isLineStart && lineBreak?.index === 0) return { start: from, end: to + lineBreak[0].length, text: '' }
  // The space before a closing brace or a line break belongs to these.
  const isLast = lineBreak?.index === 0 || source[to] === '}'
  return isLast ? { start: isLineStart ? start : from, end, text: '' } : { start, end: to, text: '' }
}

const insertAfter = (source: string, { start, end, hasSemicolon }: Splitting, statement: string): Edit => {
  const lineStart = Math.max(source.lastIndexOf('\n', start - 1), source.lastIndexOf('\r', start - 1)) + 1
  const indent = /^\ufeff?(\s*)$/.exec(source.slice(lineStart, start))?.[1] ?? ''
  const rest = /^[^\S\r\n]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[^\S\r\n]*)?(?=[\r\n]|$)/.exec(source.slice(end))?.[0]
  if (rest === undefined) return { start: end, end, text: `${hasSemicolon ? ' ' : '; '}${statement}` }
  const at = end + rest.length
  const lineBreak = LINE_BREAK.exec(source.slice(at))?.[0] ?? LINE_BREAK.exec(source)?.[0] ?? '\n'
  return { start: at, end: at, text: `${lineBreak}${indent}${statement}` }
}

import type { Range } from './scan/token'

export interface Edit extends Range {
  readonly text: string
}

/** Applies edits that do not overlap. Everything outside them stays as it is. */
export const applyEdits = (source: string, edits: readonly Edit[]): string => {
  let [code, at] = ['', 0]
  for (const { start, end, text } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    code += source.slice(at, start) + text
    at = end
  }
  return code + source.slice(at)
}

/** Returns the number of the line of an offset, from 1. */
export const lineOf = (source: string, offset: number): number => {
  let line = 1
  for (let at = source.indexOf('\n'); at !== -1 && at < offset; at = source.indexOf('\n', at + 1)) line += 1
  return line
}

const lineBreaksIn = (text: string) => text.split('\n').length - 1

/** Returns the line of an offset of the source after the edits. */
export const lineAfterEdits = (source: string, edits: readonly Edit[], offset: number): number =>
  edits
    .filter(({ end }) => end <= offset)
    .reduce((line, { start, end, text }) => line + lineBreaksIn(text) - lineBreaksIn(source.slice(start, end)), lineOf(source, offset))

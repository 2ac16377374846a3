import type { Edit } from './edits'
import type { NameItem, NameList } from './name-list'
import { advice, type Advice } from './notes'
import type { Package } from './packages'
import type { Scan, Token } from './scan/token'
import { usesOfVariable } from './uses'

/** Lines count from 1. */
export interface Place {
  /** The line in the rewritten file. */
  readonly line: number
  readonly lineBefore: number
}

export interface Change extends Place {
  readonly from: string
  readonly to: string
}

export interface Note extends Place, Advice {}

/** One program, and what has been found in its file so far. */
export interface Work extends Scan {
  readonly source: string
  readonly edits: Edit[]
  change(token: Token, from: string, to: string): void
  note(at: { start: number }, advice: Advice): void
}

export const movedItems = (list: NameList | undefined, from: Package): NameItem[] => list?.items.filter(({ imported }) => from.names.has(imported)) ?? []

export const namesOf = (moved: readonly NameItem[], specifier: Token) => `${moved.map(({ imported }) => imported).join(', ')} of ${specifier.text}`

export const replaceSpecifier = ({ edits, change }: Work, specifier: Token, { replacement }: Package): void => {
  edits.push({ start: specifier.start + 1, end: specifier.end - 1, text: replacement })
  change(specifier, specifier.text, replacement)
}

export const noteVariable = ({ tokens, note }: Work, variable: string, from: Package): void => {
  for (const use of usesOfVariable(tokens, variable, from.names)) note(use, advice.namespace(use.text, from))
}

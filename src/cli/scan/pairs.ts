import { isPunctuator, type Token } from './token'

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The index of the bracket that closes the one at `index`. */
export const closingOf = (tokens: readonly Token[], index: number): number | undefined => {
  const open = tokens[index]?.text ?? ''
  return walk(tokens, index, 1, open, CLOSING[open] ?? '')
}

/** The index of the bracket that opens the one at `index`. */
export const backTo = (tokens: readonly Token[], index: number, open: string, close: string): number | undefined =>
  walk(tokens, index, -1, close, open)

const walk = (tokens: readonly Token[], from: number, step: number, same: string, other: string): number | undefined => {
  let depth = 0
  for (let at = from; at >= 0 && at < tokens.length; at += step) {
    if (isPunctuator(tokens[at], same)) depth += 1
    if (isPunctuator(tokens[at], other)) depth -= 1
    if (depth === 0) return at
  }
  return undefined
}

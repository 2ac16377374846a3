/**
 * One token of a program. Comments, spaces and the text of JSX are not tokens.
 *
 * - `string`: a literal without escapes worth reading. A template without `${}` counts as one. `text` excludes the quotes.
 * - `other`: numbers, regular expressions, templates with `${}`, and the tags of JSX.
 */
export interface Token {
  readonly kind: 'word' | 'string' | 'punctuator' | 'other'
  readonly text: string
  /** Offset of the first character, quotes included. */
  readonly start: number
  /** Offset after the last character, quotes included. */
  readonly end: number
  /** Whether a line break is between the token and the one before it. */
  readonly startsLine: boolean
}

export interface Range {
  readonly start: number
  readonly end: number
}

export interface Scan {
  readonly tokens: readonly Token[]
  readonly comments: readonly Range[]
  /** The offset of the first place that the scanner could not read. Undefined if it read everything. */
  readonly unreadAt: number | undefined
}

export const isWord = (token: Token | undefined, ...texts: string[]): token is Token & { kind: 'word' } =>
  token?.kind === 'word' && (texts.length === 0 || texts.includes(token.text))

export const isPunctuator = (token: Token | undefined, ...texts: string[]): token is Token & { kind: 'punctuator' } =>
  token?.kind === 'punctuator' && texts.includes(token.text)

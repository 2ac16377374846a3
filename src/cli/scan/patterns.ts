/** Finds `pattern`, which must be sticky, at exactly this offset. Returns the offset after it, or undefined. */
export const endOfMatch = (pattern: RegExp, source: string, at: number): number | undefined => {
  pattern.lastIndex = at
  return pattern.test(source) ? pattern.lastIndex : undefined
}

export const SPACES = /\s+/y
export const COMMENT = /\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\//y
export const WORD = /[#\\$_\p{ID_Start}][\\$\u200c\u200d\p{ID_Continue}]*/uy
export const NUMBER = /\.?\d[\w.]*/y
export const STRING = /'(?:[^'\\\n\r]|\\(?:\r\n|[^]))*'|"(?:[^"\\\n\r]|\\(?:\r\n|[^]))*"/y
export const REGULAR_EXPRESSION = /\/(?:[^/\\[\n\r]|\\[^\n\r]|\[(?:[^\]\\\n\r]|\\[^\n\r])*\])+\/\w*/y
export const PUNCTUATOR = /\.\.\.|=>|\?\.|\+\+|--|[^]/y
/** The characters of a template up to its end or its next `${`. */
export const TEMPLATE_TEXT = /(?:[^`\\$]|\\[^]|\$(?!\{))*/y
export const JSX_NAME = /[$_\p{ID_Start}][-$.:\p{ID_Continue}]*/uy
/** A type argument list, as in `<Select<Option> …>`. */
export const JSX_TYPE_ARGUMENTS = /<[^;(){}]*?>(?=[\s/>])/y
export const JSX_STRING = /'[^']*'|"[^"]*"/y
/** The text between tags. JSX allows neither `>` nor `}` there, so code that only looks like JSX is recognised. */
export const JSX_TEXT = /[^<>{}]*/y

import { isBuffer } from '../../core/codec/codec'

/** Characters of a text that the panel keeps, where nothing else is said. */
const MAX_TEXT = 200
/** Objects deeper than this are not shown. */
const MAX_DEPTH = 8

/** A text of at most `limit` characters, with `…` at the end when it was cut. */
export const cut = (text: string, limit = MAX_TEXT): string => (text.length > limit ? `${ownSlice(text, limit - 1)}…` : text)

/**
 * The beginning of a text, as a text of its own: engines implement `slice()` as a view, which would keep the whole text in memory.
 * A pair of surrogates is not split.
 */
export function ownSlice(text: string, limit: number): string {
  const isSplit = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) && /[\udc00-\udfff]/.test(text.charAt(limit))
  return JSON.parse(JSON.stringify(text.slice(0, isSplit ? limit - 1 : limit))) as string
}

/**
 * A message as text: a string as it is, anything else like JSON. It stops at the limit, so a large message costs no more than a
 * small one.
 */
export function textOf(value: unknown, limit = MAX_TEXT): string {
  if (typeof value === 'string') return cut(value, limit)
  try {
    return cut(write('', value, limit, 0), limit)
  } catch {
    // A getter or proxy that throws.
    return 'unreadable'
  }
}

function write(before: string, value: unknown, limit: number, depth: number): string {
  if (before.length > limit) return before
  if (typeof value === 'string') return before + JSON.stringify(value.length > limit ? value.slice(0, limit) : value)
  if (typeof value !== 'object' || value === null) return before + plain(value)
  if (isBuffer(value) || ArrayBuffer.isView(value)) return `${before}binary, ${value.byteLength} bytes`
  if (value instanceof Date) return before + JSON.stringify(value)
  if (typeof Blob === 'function' && value instanceof Blob) return `${before}Blob, ${value.size} bytes`
  if (depth === MAX_DEPTH) return `${before}…`
  return Array.isArray(value) ? writeList(before, value, limit, depth) : writeFields(before, value, limit, depth)
}

function writeList(before: string, list: readonly unknown[], limit: number, depth: number): string {
  let text = `${before}[`
  for (let i = 0; i < list.length && text.length <= limit; i++) text = write(i ? `${text},` : text, list[i], limit, depth + 1)
  return `${text}]`
}

function writeFields(before: string, value: object, limit: number, depth: number): string {
  let text = `${before}{`
  let separator = ''
  for (const name in value) {
    if (text.length > limit) break
    if (!Object.hasOwn(value, name)) continue
    text = write(`${text}${separator}${JSON.stringify(name)}:`, (value as Record<string, unknown>)[name], limit, depth + 1)
    separator = ','
  }
  return `${text}}`
}

const plain = (value: unknown): string => (typeof value === 'function' ? `function ${value.name}`.trim() : String(value))

/**
 * An error as text. Only the errors of the library say what happened without quoting urls or payloads. Of all others the name and
 * the code are shown.
 */
export function errorText(error: unknown, limit = MAX_TEXT): string | null {
  if (error === null || error === undefined) return null
  if (!(error instanceof Error)) return textOf(error, limit)
  const { name, code, message } = error as Error & { readonly code?: unknown }
  const suffix = typeof code === 'number' || (typeof code === 'string' && /^[\w-]{1,40}$/.test(code)) ? ` ${code}` : ''
  return name === 'ConnectionError' ? `${suffix.trim()}: ${cut(message, limit)}` : `${name}${suffix}`
}

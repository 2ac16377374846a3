/** For example `expect.any(String)`. */
export interface AsymmetricMatcher {
  asymmetricMatch(value: unknown): boolean
}

/** Some of the properties, at every depth. Each value can be an asymmetric matcher. */
export type Part<T> =
  | AsymmetricMatcher
  | (T extends readonly unknown[]
      ? { readonly [K in keyof T]: Part<T[K]> }
      : T extends object
        ? { readonly [K in keyof T]?: Part<T[K]> }
        : T)

/**
 * Which messages are meant: a value (objects need to have only some of the properties), a regular expression for text, a
 * function that returns true, or an asymmetric matcher such as `expect.objectContaining()`.
 */
export type Match<Message> = Part<Message> | RegExp | ((message: Message) => boolean) | JsonIn<Message>

/** Where messages can be text, an object describes its JSON. */
type JsonIn<Message> = Extract<Message, string> extends never ? never : object

export function matches<Message>(message: Message, match: Match<Message>): boolean {
  if (typeof match === 'function') return (match as (message: Message) => boolean)(message)
  if (match instanceof RegExp) return typeof message === 'string' && message.search(match) >= 0
  return isPart(match, typeof match === 'object' && typeof message === 'string' ? parsed(message) : message)
}

/** Those that match, in order; without a match all of them. */
export const matching = <Message>(messages: readonly Message[], match: Match<Message> | undefined): readonly Message[] =>
  match === undefined ? messages : messages.filter((message) => matches(message, match))

function isPart(expected: unknown, actual: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return Object.is(expected, actual)
  if (isAsymmetric(expected)) return expected.asymmetricMatch(actual)
  if (typeof actual !== 'object' || actual === null) return false
  const bytes = bytesOf(expected)
  if (bytes) return equalBytes(bytes, bytesOf(actual))
  if (expected instanceof Date) return actual instanceof Date && expected.getTime() === actual.getTime()
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && expected.length === actual.length && expected.every((each, index) => isPart(each, actual[index]))
  }
  return Object.entries(expected).every(([key, value]) => key in actual && isPart(value, (actual as Record<string, unknown>)[key]))
}

const isAsymmetric = (value: object): value is AsymmetricMatcher =>
  'asymmetricMatch' in value && typeof value.asymmetricMatch === 'function'

/** By name: a buffer of another realm is no instance of this realm's class. */
function bytesOf(value: object): Uint8Array | undefined {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]' ? new Uint8Array(value as ArrayBuffer) : undefined
}

const equalBytes = (a: Uint8Array, b: Uint8Array | undefined): boolean =>
  b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index])

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

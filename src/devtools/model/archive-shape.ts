/** Checks a value of a file and copies what is known of it, so that nothing else of the file gets into the panel. */
export type Check<T> = (value: unknown, path: string) => T

const REMEDY = 'Import a file that the devtools exported, without changes.'

/** @throws Error that says what is wrong, where, and the remedy. */
export function refuse(problem: string, remedy = REMEDY): never {
  throw new Error(`The session cannot be imported: ${problem}. ${remedy}`)
}

const wrong = (path: string, expected: string, value: unknown): never => refuse(`${path} must be ${expected}, but is ${kindOf(value)}`)

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

export const text: Check<string> = (value, path) => (typeof value === 'string' ? value : wrong(path, 'a string', value))

export const flag: Check<boolean> = (value, path) => (typeof value === 'boolean' ? value : wrong(path, 'true or false', value))

export const number: Check<number> = (value, path) =>
  typeof value === 'number' && Number.isFinite(value) ? value : wrong(path, 'a number', value)

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, path) =>
    value === null ? null : check(value, path)

/** @param fallback The value where the file names none. */
export const optional =
  <T>(check: Check<T>, fallback: T): Check<T> =>
  (value, path) =>
    value === undefined ? fallback : check(value, path)

export const list =
  <T>(check: Check<T>): Check<readonly T[]> =>
  (value, path) =>
    Array.isArray(value) ? value.map((item, index) => check(item, `${path}[${index}]`)) : wrong(path, 'a list', value)

/** One of the names of an object, which TypeScript keeps complete. */
export const word =
  <W extends string>(words: Readonly<Record<W, true>>): Check<W> =>
  (value, path) =>
    typeof value === 'string' && Object.hasOwn(words, value) ? (value as W) : wrong(path, `one of ${Object.keys(words).join(', ')}`, value)

export const record: Check<Readonly<Record<string, unknown>>> = (value, path) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : wrong(path, 'an object', value)

export const shape =
  <T extends object>(checks: { readonly [K in keyof T]: Check<T[K]> }): Check<T> =>
  (value, path) => {
    const fields = record(value, path)
    const names = Object.keys(checks) as (keyof T & string)[]
    return Object.fromEntries(names.map((name) => [name, checks[name](fields[name], `${path}.${name}`)])) as T
  }

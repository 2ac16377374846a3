import { inspect } from 'node:util'

/** Everything about a value that a console, a log or an error tracker shows by default. */
export function shown(value: unknown): string {
  const asError = value instanceof Error ? [value.message, value.stack, JSON.stringify(value)] : []
  return [String(value), ...asError, inspect(value, { depth: 20 })].join('\n')
}

import { inspect } from 'node:util'

/** All of a value that a console, a log or a tracker shows without being asked for more. */
export function shown(value: unknown): string {
  const asError = value instanceof Error ? [value.message, value.stack, JSON.stringify(value)] : []
  return [String(value), ...asError, inspect(value, { depth: 20 })].join('\n')
}

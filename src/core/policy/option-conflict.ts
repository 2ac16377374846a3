import { settingsOf } from './settings'

/** Options that belong to one subscriber: they are nobody else's, neither shared nor forwarded. */
export const PER_SUBSCRIBER = /^(enabled|share|registry|filter|select|deactivated|on[A-Z].*)$/

/**
 * Names of the connection options that a later caller gave and that differ from those in force. An omitted option is no
 * opinion; two functions are taken as equal, because inline ones are new on every render, but not two constructors.
 */
export function conflictingOptions(inForce: object, given: object): string[] {
  const [current, wanted] = [inForce, given].map((options) => settingsOf(options) as object as Record<string, unknown>)
  return Object.entries(given)
    .filter(([name, value]) => value !== undefined && !PER_SUBSCRIBER.test(name))
    .map(([name]) => name)
    .filter((name) => !isSame(alone(current![name]), alone(wanted![name]), name === 'WebSocket'))
}

/** One protocol is the same with and without its list, and so is none. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length < 2 ? value[0] : value)

function isSame(a: unknown, b: unknown, isExact = false): boolean {
  if (Object.is(a, b) || (!isExact && typeof a === 'function' && typeof b === 'function')) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const [one, other] = [a, b] as Record<string, unknown>[]
  // Defaults are inherited: what one has of its own, the other may have from there.
  return Object.keys({ ...a, ...b }).every((name) => isSame(one![name], other![name]))
}

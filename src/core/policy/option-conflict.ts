/** Options that belong to one subscriber, so that sharing them is no question. */
const PER_SUBSCRIBER = /^(enabled|share|registry|filter|select|deactivated|on[A-Z].*)$/

/**
 * Names of the connection options that a later caller gave and that differ from those in force. An omitted option is no
 * opinion; two functions are taken as equal, because inline ones are new on every render.
 */
export function conflictingOptions(inForce: object, given: object): string[] {
  const current = inForce as Record<string, unknown>
  return Object.entries(given)
    .filter(([name, value]) => value !== undefined && !PER_SUBSCRIBER.test(name) && !isSame(alone(current[name]), alone(value)))
    .map(([name]) => name)
}

/** One protocol is the same with and without its list. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const [one, other] = [a, b] as Record<string, unknown>[]
  return Object.keys({ ...a, ...b }).every((name) => isSame(one![name], other![name]))
}

/** Options that belong to one subscriber, so that sharing them is no question. */
const PER_SUBSCRIBER = /^(enabled|share|registry|filter|select|deactivated|on[A-Z].*)$/

export const isPerSubscriber = (name: string): boolean => PER_SUBSCRIBER.test(name)

/**
 * Names of the connection options that a later caller gave and that differ from those in force. An omitted option is no
 * opinion; two functions are taken as equal, because inline ones are new on every render.
 */
export function conflictingOptions(inForce: object, given: object): string[] {
  const current = inForce as Record<string, unknown>
  return Object.entries(given)
    .filter(([name, value]) => value !== undefined && !isPerSubscriber(name) && !isSame(alone(current[name]), alone(value)))
    .map(([name]) => name)
}

/** One protocol is the same with and without its list. */
const alone = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value)

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (typeof a === 'function' && typeof b === 'function')) return true
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => isSame((a as Record<string, unknown>)[name], (b as Record<string, unknown>)[name]))
  )
}

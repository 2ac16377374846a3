import { withDefaults, type Settings } from '../policy/defaults'
import { isEqual } from '../policy/is-equal'
import { isSubscriberOption } from '../policy/subscriber-options'

// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

type Options = Readonly<Record<string, unknown>>

/** Which conflicts were reported before. */
const warnedOf = new WeakMap<object, Set<string>>()

/**
 * Warns while developing, once for the same options, when a holder gives other values than those in force. A function is
 * no value: inline ones are new on every render.
 *
 * @param inForce The value among the holders that come first; undefined when none of them names the option.
 * @param isComponent One component with a codec beside one without is a conflict, too.
 */
export function warnOfConflict(
  connection: { readonly key: string },
  inForce: (name: string) => unknown,
  given: object,
  isComponent = false,
): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      const own = given as Options
      const names = new Set([...Object.keys(own), ...(isComponent ? ['codec'] : [])])
      const conflicts = [...names].filter((name) => isConflict(name, inForce(name), own[name], isComponent))
      const text = conflicts.join(', ')
      const warned = warnedOf.get(connection) ?? new Set()
      if (!text || warned.has(text)) return
      warnedOf.set(connection, warned.add(text))
      const values = conflicts.map((name) => `${name}: ${describe(inForce(name))} is in force, ${describe(own[name])} is not`)
      console.warn(
        `[websocket-store] ${connection.key} is shared and has other options already: ${text}. (${values.join('; ')}.) ` +
          'Give all components the same options, or give one of them another `key`.',
      )
    }
  } catch {
    // A browser without a bundler has no `process`.
  }
}

function isConflict(name: string, inForce: unknown, given: unknown, isComponent: boolean): boolean {
  if (isSubscriberOption(name)) return false
  if (isComponent && name === 'codec' && (inForce === undefined) !== (given === undefined)) return true
  if (inForce === undefined || given === undefined) return false
  const [one, other] = [inForce, given].map((value) => withoutList(withDefaults(name as keyof Settings<never, never>, value)))
  return name === 'WebSocket' ? one !== other : !isEqual(one, other)
}

/** One protocol means the same with and without its list, and so does none. */
const withoutList = (value: unknown): unknown => (Array.isArray(value) && value.length < 2 ? (value[0] as unknown) : value)

/** Shows no text that was given, which may be a secret. */
function describe(value: unknown): string {
  if (value === undefined) return 'no value'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  const { name } = Object(value) as { readonly name?: unknown }
  if (typeof value === 'string') return 'another text'
  if (typeof name === 'string' && name) return name
  const parts = Object.entries(value as object).map(([key, part]) => `${key}: ${describe(part)}`)
  return `{ ${parts.join(', ')} }`
}

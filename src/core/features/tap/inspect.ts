import { insideOf } from '../../connection/connection-facade'
import type { AnyConnection, Inspection, InspectedOption } from '../../vocabulary/tap'
import { existing } from '../attached'
import { inspectTopic, type TappedTopic } from './feature-tap'
import { shownUrl } from './shown-url'

/** Options whose text is one of few words, also where they are fields of another option. */
const WORDS = new Set(['binaryType', 'notify', 'overflow'])
const MAX_DEPTH = 2

/**
 * Who holds a connection, the options in force and who gives each, and its channels. For tools: it shows no credentials.
 *
 * An option is described, not given: see `InspectedOption`.
 */
export function inspect(connection: AnyConnection): Inspection {
  const inside = insideOf(connection)
  const { owner, active, passive, creator, defaults } = inside.options
  const holders = [
    ...(owner ? [{ name: 'owner', holder: owner }] : []),
    ...[...(active ?? [])].map((holder, index) => ({ name: `component ${index + 1}`, holder })),
    ...[...(passive ?? [])].map((holder, index) => ({ name: `component without demand ${index + 1}`, holder })),
    ...(creator && !active?.has(creator) && !passive?.has(creator) ? [{ name: 'first component', holder: creator }] : []),
  ].map(({ name, holder: { url, options } }) => ({ name, given: new Map<string, unknown>(Object.entries({ url, ...options })) }))
  const fromOf = (name: string, value: unknown): string =>
    holders.find(({ given }) => given.get(name) === value)?.name ??
    ((defaults as Record<string, unknown>)[name] === value ? 'registry' : 'former component')

  const options: InspectedOption[] = Object.entries(inside.options.all() as object as Record<string, unknown>).map(([name, value]) => ({
    name,
    value: describe(name, value),
    from: fromOf(name, value),
  }))
  const { retains, connectRequested } = inside.state
  const hub = existing(connection, 'channels') as { readonly topics: ReadonlyMap<string, TappedTopic> } | undefined
  return {
    demand: retains + Number(connectRequested),
    holders: holders.map(({ name, given }) => ({ name, names: [...given].filter(([, value]) => value != null).map(([option]) => option) })),
    options,
    channels: [...(hub?.topics.values() ?? [])].map(inspectTopic),
  }
}

function describe(name: string, value: unknown, depth = 0): string {
  if (typeof value === 'function') return value.name ? `function ${value.name}` : 'function'
  if (typeof value === 'number' || typeof value === 'boolean' || value == null) return String(value)
  if (name === 'protocols') return `${[value].flat().length} offered`
  if (name === 'url') return shownUrl(typeof value === 'string' ? value : (value as URL).href)
  if (typeof value === 'string') return WORDS.has(name) || name === 'key' ? value : 'text'
  if (typeof value !== 'object') return typeof value
  if (Array.isArray(value)) return `list of ${value.length}`
  const fields = Object.entries(value as Record<string, unknown>)
  if (depth === MAX_DEPTH || fields.length === 0) return 'object'
  return `{ ${fields.map(([field, own]) => `${field}: ${describe(field, own, depth + 1)}`).join(', ')} }`
}

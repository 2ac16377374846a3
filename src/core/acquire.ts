import type { ConnectionOptions } from './option-types'
import { baseUrl } from './platform/realm'
import { isPerSubscriber } from './policy/option-conflict'
import { identityOf } from './policy/url'
import type { ConnectionRegistry } from './registry-types'
import type { Connection, ConnectionUrl } from './types'

/** What a component asks for, as of its last render. */
export interface Wish<In, Out> {
  readonly url: ConnectionUrl | null | undefined
  readonly options: ConnectionOptions<In, Out> & { readonly share?: boolean | undefined }
}

/**
 * Changes exactly when a component needs another connection. A function has no identity worth comparing, for inline ones
 * are new on every render; null means that there is nothing to connect to.
 */
export function wishKey<In, Out>({ url, options }: Wish<In, Out>): string | null {
  if (url === null || url === undefined || url === '') return null
  const shared = identityOf(url, options, baseUrl())
  const scope = options.share === false ? 'private' : 'shared'
  return `${scope} ${shared ?? `function ${typeof url === 'function' ? '' : String(url)}`}`
}

/** The connection of a wish. Its functions are asked through `latest`, so that a stale closure is never called. */
export function acquire<In, Out>(registry: ConnectionRegistry, latest: () => Wish<In, Out>): Connection<In, Out> {
  const { url, options } = latest()
  const liveUrl: ConnectionUrl =
    typeof url === 'function'
      ? (context) => {
          const { url: current } = latest()
          return typeof current === 'function' ? current(context) : url(context)
        }
      : url!
  const { share } = options
  return registry.connection(liveUrl, { ...live(options, () => latest().options), ...(share === false && { share }) })
}

/** A copy of the options whose callbacks forward to the latest render's; what is not a callback is fixed now. */
function live<T extends object>(options: T, latest: () => T): T {
  const entries = Object.entries(options as Record<string, unknown>)
    .filter(([name]) => !isPerSubscriber(name))
    .map(([name, value]): [string, unknown] => {
      const current = () => (latest() as Record<string, unknown>)[name] ?? value
      if (typeof value === 'function' && !FIXED.has(name))
        return [name, (...args: unknown[]) => (current() as (...args: unknown[]) => unknown)(...args)]
      if (name === 'reconnect' || name === 'heartbeat')
        return [name, isObject(value) ? live(value, () => asObject(current(), value)) : value]
      return [name, value]
    })
  return Object.fromEntries(entries) as T
}

/** Functions that make things instead of deciding things: they belong to the connection, not to a render. */
const FIXED = new Set(['WebSocket', 'transport'])

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
const asObject = <T extends object>(value: unknown, fallback: T): T => (isObject(value) ? (value as T) : fallback)

import type { ConnectionOptions } from './option-types'
import { baseUrl } from './platform/realm'
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
  if (!url) return null
  const identity = identityOf(url, options, baseUrl()) ?? `function ${typeof url === 'function' ? '' : String(url)}`
  return `${options.share === false} ${identity}`
}

/** The connection of a wish. Its functions are asked through `latest`, so that a stale closure is never called. */
export function acquire<In, Out>(
  registry: ConnectionRegistry,
  latest: () => Wish<In, Out>,
  wish: Wish<In, Out> = latest(),
): Connection<In, Out> {
  const { url, options } = forwarding(wish, latest)
  return registry.connection(url as ConnectionUrl, options)
}

/** Objects whose own functions are forwarded as well. */
const NESTED = /^(options|reconnect|heartbeat)$/
/** Functions that make things instead of deciding things: they belong to the connection, not to a render. */
const FIXED = /^(WebSocket|transport)$/

/** A copy whose functions forward to those of the latest render, if it still has them; all else is fixed now. */
function forwarding<T extends object>(given: T, latest: () => unknown): T {
  const forward = ([name, value]: [string, unknown]): [string, unknown] => {
    const current = () => {
      const now = (Object(latest()) as Record<string, unknown>)[name]
      return typeof now === typeof value ? now : value
    }
    if (typeof value === 'function' && !FIXED.test(name))
      return [name, (...args: unknown[]) => (current() as (...args: unknown[]) => unknown)(...args)]
    return [name, NESTED.test(name) && value instanceof Object ? forwarding(value, current) : value]
  }
  return Object.fromEntries(Object.entries(given).map(forward)) as T
}

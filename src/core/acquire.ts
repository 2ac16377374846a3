import type { ConnectionOptions } from './option-types'
import { baseUrl } from './platform/realm'
import { PER_SUBSCRIBER } from './policy/option-conflict'
import { identityOf } from './policy/url'
import type { ConnectionRegistry } from './registry-types'
import type { Connection, ConnectionUrl, Unsubscribe } from './types'

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

/** Who is asked the functions of a connection, which outlive the component that they came from. */
interface Holders {
  /** The longest mounted; the last one when none is, and at first the one that asked for the connection. */
  latest: () => unknown
  readonly mounted: Set<() => unknown>
}

/**
 * In the options, so that only a connection whose options have functions carries it. By name, because an ESM and a CJS copy
 * share the connection.
 */
const HOLDERS = Symbol.for('websocket-store/holders')

interface Held {
  [HOLDERS]?: Holders
}

/** The connection of a wish. Its functions are asked through `latest`, so that a stale closure is never called. */
export function acquire<In, Out>(
  registry: ConnectionRegistry,
  latest: () => Wish<In, Out>,
  wish: Wish<In, Out> = latest(),
): Connection<In, Out> {
  const holders: Holders = { latest, mounted: new Set() }
  const held: Held = {}
  const { url, options } = forwarding(
    wish,
    () => holders.latest(),
    () => (held[HOLDERS] = holders),
  )
  return registry.connection(url as ConnectionUrl, { ...options, ...held })
}

/**
 * To be called when a component is mounted: it may be another than the one that asked, whose render may have come to
 * nothing. When those before it are gone, its functions are asked.
 */
export function hold<In, Out>({ options }: Connection<In, Out>, latest: () => Wish<In, Out>): Unsubscribe {
  const holders = (options as Held)[HOLDERS]
  if (!holders) return () => {}
  const { mounted } = holders
  const choose = () => {
    ;[holders.latest = latest] = mounted
  }
  mounted.add(latest)
  choose()
  return () => {
    mounted.delete(latest)
    choose()
  }
}

/** Objects whose own functions are forwarded as well. */
const NESTED = /^(options|reconnect|heartbeat)$/
/** Functions that make things instead of deciding things: they belong to the connection, not to a render. */
const FIXED = /^(WebSocket|transport)$/

/** A copy whose functions forward to those of the latest render, if it still has them; all else is fixed now. */
function forwarding<T extends object>(given: T, latest: () => unknown, found: () => void): T {
  const forward = ([name, value]: [string, unknown]): [string, unknown] => {
    const current = () => {
      const now = (Object(latest()) as Record<string, unknown>)[name]
      return typeof now === typeof value ? now : value
    }
    if (typeof value === 'function' && !FIXED.test(name) && !PER_SUBSCRIBER.test(name)) {
      found()
      return [name, (...args: unknown[]) => (current() as (...args: unknown[]) => unknown)(...args)]
    }
    return [name, NESTED.test(name) && value instanceof Object ? forwarding(value, current, found) : value]
  }
  return Object.fromEntries(Object.entries(given).map(forward)) as T
}

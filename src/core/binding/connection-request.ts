import { baseUrl } from '../platform/page'
import { identityOf } from '../policy/identity'
import type { Connection, ConnectionOptions } from '../vocabulary/connection'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ShareOption } from '../vocabulary/registry'

/** The connection that a component wants, and its options, as of its last render. Also the holder of those options. */
export interface ConnectionRequest<In, Out> {
  url: ConnectionUrl | null | undefined
  options: ConnectionOptions<In, Out> & ShareOption
}

/**
 * Changes exactly when a component needs another connection. Functions are not compared, because inline ones are new on
 * every render. Null: there is nothing to connect to.
 */
export function requestKey<In, Out>({ url, options }: ConnectionRequest<In, Out>): string | null {
  if (!url) return null
  return `${options.share === false} ${identityOf(url, options, baseUrl())}`
}

/** Puts the options of the last render in force. Inline options are new on every render, so it must cost next to nothing. */
export function updateRequest<In, Out>(
  held: ConnectionRequest<In, Out>,
  { url, options }: ConnectionRequest<In, Out>,
  connection: Connection<In, Out> | null,
): void {
  const previous = held.options
  held.url = url
  held.options = options
  if (connection && (previous.heartbeat !== options.heartbeat || !nameTheSame(previous, options))) connection.optionsChanged(held)
}

type Named = Readonly<Record<string, unknown>>

function nameTheSame(a: object, b: object): boolean {
  for (const name in b) if (((a as Named)[name] === undefined) !== ((b as Named)[name] === undefined)) return false
  for (const name in a) if (((a as Named)[name] === undefined) !== ((b as Named)[name] === undefined)) return false
  return true
}

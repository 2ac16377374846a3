import type { ConnectionOptions } from '../vocabulary/connection'
import type { ConnectionUrl } from '../vocabulary/events'
import { normalizeUrl } from './url'

/** Full identity of a connection. It may hold secrets, so it never leaves the registry. Null: cannot be shared. */
export function identityOf(
  url: ConnectionUrl,
  { key, protocols }: Pick<ConnectionOptions, 'key' | 'protocols'>,
  base?: string,
): string | null {
  if (key !== undefined) return `key ${key}`
  if (typeof url === 'function') return null
  // A function has no identity worth comparing, and does not prevent sharing.
  const offered = typeof protocols === 'function' ? [] : [protocols ?? []].flat()
  try {
    return ['url', normalizeUrl(url, base), ...offered].join(' ')
  } catch {
    return ['invalid', url, ...offered].join(' ') // the dial reports the error; until then it only has to be unique
  }
}

/** The part of an identity that may be shown: scheme, host and path. */
const VISIBLE = /^url (wss?:\/\/)(?:[^/]*@)?([^? ]*)/

/** A name for a connection without secrets, and a fingerprint that distinguishes the rest. */
export function labelOf(url: ConnectionUrl, options: Pick<ConnectionOptions, 'key' | 'protocols'>, base?: string): string {
  if (options.key !== undefined) return options.key
  const identity = identityOf(url, options, base)
  if (identity === null) return '(url function)'
  // In an invalid url any part may be a secret.
  const [, scheme = '(invalid url)', rest = ''] = VISIBLE.exec(identity) ?? []
  const label = scheme + rest
  if (identity !== `url ${label}`) return `${label}#${fingerprint(identity)}`
  return label === url ? url : label // the same string twice would take memory twice
}

/** FNV-1a, 32 bits: distinguishes labels only; sharing always compares whole identities. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

import type { ConnectionOptions } from '../vocabulary/options'
import type { ConnectionUrl } from '../vocabulary/events'
import { normalizeUrl } from './url'

/** Full identity of a connection; holds secrets, so it never leaves the registry. Null: cannot be shared. */
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
    return ['invalid', url, ...offered].join(' ') // dialling it reports the error; until then it only needs to be itself
  }
}

/** What may be shown of an identity: scheme, host and path. */
const VISIBLE = /^url (wss?:\/\/)(?:[^/]*@)?([^? ]*)/

/** What may be shown of a connection, and a fingerprint to tell the rest apart. */
export function labelOf(url: ConnectionUrl, options: Pick<ConnectionOptions, 'key' | 'protocols'>, base?: string): string {
  if (options.key !== undefined) return options.key
  const identity = identityOf(url, options, base)
  if (identity === null) return '(url function)'
  // Of a url that is wrong nobody can tell which part is a secret.
  const [, scheme = '(invalid url)', rest = ''] = VISIBLE.exec(identity) ?? []
  const label = scheme + rest
  if (identity !== `url ${label}`) return `${label}#${fingerprint(identity)}`
  return label === url ? url : label // the same string twice would weigh twice
}

/** FNV-1a, 32 bits: to tell labels apart, not to identify; sharing always compares whole identities. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

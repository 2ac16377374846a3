import { failure } from '../errors'
import type { ConnectionOptions } from '../option-types'
import type { ConnectionUrl } from '../types'

/** RFC 7230 §3.2.6 token, which RFC 6455 §4.1 asks of a subprotocol. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/
const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/**
 * The absolute ws: or wss: url (WHATWG WebSockets §3.1 constructor: http(s) and relative urls are accepted).
 *
 * @param base The page's address, where there is one.
 * @throws ConnectionError `invalid-url` or `insecure-url`, fatal, without quoting the url.
 */
export function normalizeUrl(url: string | URL, base?: string): string {
  let parsed: URL
  try {
    // What is neither, such as a promise, would become a path of the page.
    parsed = new URL(typeof url === 'string' ? url : url.href.trim(), base)
  } catch {
    // What was thrown says no more, and quotes the url.
    throw failure('invalid-url', undefined, true)
  }
  const href = parsed.href.replace(/^http/, 'ws')
  // RFC 6455 §3 has no fragments.
  if (!/^wss?:/.test(href) || parsed.hash) throw failure('invalid-url', undefined, true)
  if (/^ws:/.test(href) && base?.startsWith('https:') && !LOOPBACK.test(parsed.hostname))
    throw failure('insecure-url', undefined, true)
  return href
}

/** @throws ConnectionError `invalid-protocol`, fatal, without quoting it: protocols may carry tokens. Not every constructor checks. */
export function assertProtocols(protocols: string | string[] | undefined): void {
  const list = [protocols ?? []].flat()
  if (list.some((protocol, i) => !TOKEN.test(protocol) || list.indexOf(protocol) !== i))
    throw failure('invalid-protocol', undefined, true)
}

/** Full identity of a connection; holds secrets, so it never leaves the registry. Null: cannot be shared. */
export function identityOf(
  url: ConnectionUrl,
  { key, protocols }: Pick<ConnectionOptions, 'key' | 'protocols'>,
  base?: string,
): string | null {
  if (key !== undefined) return `key ${key}`
  if (typeof url === 'function' || typeof protocols === 'function') return null
  const offered = [protocols ?? []].flat()
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

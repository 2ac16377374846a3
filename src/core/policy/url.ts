import { failure } from '../vocabulary/errors'

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/**
 * The absolute ws: or wss: url (WHATWG WebSockets §3.1 constructor: http(s) and relative urls are accepted).
 *
 * @param base The page's address, if there is a page.
 * @throws ConnectionError `invalid-url` or `insecure-url`, fatal, without quoting the url.
 */
export function normalizeUrl(url: string | URL, base?: string): string {
  let parsed: URL
  try {
    // Anything else, such as a promise, would be parsed as a path of the page.
    parsed = new URL(typeof url === 'string' ? url : url.href.trim(), base)
  } catch {
    // The original error adds nothing and quotes the url, which may hold secrets.
    throw failure('invalid-url', undefined, true)
  }
  const href = parsed.href.replace(/^http/, 'ws')
  // RFC 6455 §3 has no fragments.
  if (!/^wss?:/.test(href) || parsed.hash) throw failure('invalid-url', undefined, true)
  if (/^ws:/.test(href) && base?.startsWith('https:') && !LOOPBACK.test(parsed.hostname))
    throw failure('insecure-url', undefined, true)
  return href
}

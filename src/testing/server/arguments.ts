import { MAX_REASON_BYTES } from '../../core/policy/close-arguments'
import { utf8Length } from '../../core/policy/utf8'

/** The characters of a token (RFC 9110 §5.6.2), which a subprotocol has to be. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/

const base = (): string | undefined => (typeof document === 'undefined' ? undefined : document.baseURI)

/** The address as the standard normalises it (WHATWG WebSockets §3.1, constructor). */
export function parseUrl(url: string): URL {
  let parsed: URL
  try {
    parsed = new URL(url, base())
  } catch {
    throw new DOMException(`The URL '${url}' is invalid.`, 'SyntaxError')
  }
  if (parsed.protocol === 'http:') parsed.protocol = 'ws:'
  if (parsed.protocol === 'https:') parsed.protocol = 'wss:'
  if (!/^wss?:$/.test(parsed.protocol)) throw new DOMException(`The scheme '${parsed.protocol}' is not ws or wss.`, 'SyntaxError')
  // `hash` is '' for an empty fragment too, which is an error as well.
  if (parsed.href.includes('#')) throw new DOMException('The URL has a fragment.', 'SyntaxError')
  return parsed
}

export function parseProtocols(protocols: string | readonly string[]): string[] {
  const list = typeof protocols === 'string' ? [protocols] : Array.from(protocols, String)
  const invalid = list.find((each) => !TOKEN.test(each))
  if (invalid !== undefined) throw new DOMException(`The subprotocol '${invalid}' is invalid.`, 'SyntaxError')
  if (new Set(list).size < list.length) throw new DOMException('A subprotocol is listed twice.', 'SyntaxError')
  return list
}

/** What `close()` of a client may pass (WHATWG WebSockets §3.1). */
export function checkClose(code: number | undefined, reason: string): void {
  if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
    throw new DOMException(`The close code ${code} is neither 1000 nor between 3000 and 4999.`, 'InvalidAccessError')
  }
  if (utf8Length(reason) > MAX_REASON_BYTES) {
    throw new DOMException(`The close reason is longer than ${MAX_REASON_BYTES} bytes.`, 'SyntaxError')
  }
}

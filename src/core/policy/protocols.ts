import { failure } from '../vocabulary/errors'

/** RFC 7230 §3.2.6 token, which RFC 6455 §4.1 requires of a subprotocol. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/**
 * Not every constructor checks its subprotocols.
 *
 * @throws ConnectionError `invalid-protocol`, fatal, without quoting the protocol, which may hold a token.
 */
export function assertProtocols(protocols: string | string[] | undefined): void {
  const list = [protocols ?? []].flat()
  if (list.some((protocol, i) => !TOKEN.test(protocol) || list.indexOf(protocol) !== i))
    throw failure('invalid-protocol', undefined, true)
}

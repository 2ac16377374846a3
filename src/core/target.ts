import { failure } from './errors'
import type { Target } from './policy/machine-types'
import { assertProtocols, normalizeUrl } from './policy/url'
import type { AttemptContext, ConnectionProtocols, ConnectionUrl } from './types'

/**
 * Asks the url and protocols functions, once each. Synchronous when neither is a function.
 *
 * @throws ConnectionError or rejects with one: `url-failed` for what a function threw, else what is wrong with its answer.
 */
export function resolveTarget(
  url: ConnectionUrl,
  protocols: ConnectionProtocols | undefined,
  makeContext: () => AttemptContext,
  base?: string,
): Target | Promise<Target> {
  const check = (answers: [string | URL, string | string[] | undefined]): Target => {
    assertProtocols(answers[1])
    return { url: normalizeUrl(answers[0], base), protocols: answers[1] }
  }
  if (typeof url !== 'function' && typeof protocols !== 'function') return check([url, protocols])
  const context = makeContext()
  const askUrl = async () => (typeof url === 'function' ? url(context) : url)
  const askProtocols = async () => (typeof protocols === 'function' ? protocols(context) : protocols)
  return Promise.all([askUrl(), askProtocols()]).then(check, (cause: unknown) => {
    throw failure('url-failed', cause)
  })
}

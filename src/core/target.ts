import { ConnectionError } from './errors'
import { assertProtocols, normalizeUrl } from './policy/url'
import type { AttemptContext, ConnectionProtocols, ConnectionUrl } from './types'

/** What one attempt dials. */
export interface Target {
  readonly url: string
  readonly protocols: string | string[] | undefined
}

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
  if (typeof url !== 'function' && typeof protocols !== 'function') return checked(url, protocols, base)
  return ask(url, protocols, makeContext(), base)
}

async function ask(
  url: ConnectionUrl,
  protocols: ConnectionProtocols | undefined,
  context: AttemptContext,
  base?: string,
): Promise<Target> {
  let answers
  try {
    answers = await Promise.all([
      typeof url === 'function' ? url(context) : url,
      typeof protocols === 'function' ? protocols(context) : protocols,
    ])
  } catch (cause) {
    throw new ConnectionError('url-failed', 'The url or protocols function failed; `cause` says why.', {
      cause,
      fatal: isFatal(cause),
    })
  }
  return checked(...answers, base)
}

function checked(url: string | URL, protocols: string | string[] | undefined, base?: string): Target {
  assertProtocols(protocols)
  return { url: normalizeUrl(url, base), protocols }
}

/** Users say "do not try again" with any error that has a true `fatal` property. */
export const isFatal = (error: unknown): boolean => (error as { fatal?: unknown } | null | undefined)?.fatal === true

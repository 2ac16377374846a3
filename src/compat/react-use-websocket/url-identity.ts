import type { Url, UrlFunction } from './types'

const numberOfFunction = /* @__PURE__ */ new WeakMap<UrlFunction, number>()
/** Keys are shown in warnings, and an address may hold secrets. */
const numberOfText = /* @__PURE__ */ new Map<string, number>()
let lastNumber = 0

interface Numbers<Key> {
  get(key: Key): number | undefined
  set(key: Key, number: number): unknown
}

function numberIn<Key>(numbers: Numbers<Key>, key: Key): number {
  if (!numbers.get(key)) numbers.set(key, ++lastNumber)
  return numbers.get(key)!
}

/** A key for a url function, and what is added to its result. */
export const keyOf = (url: UrlFunction, added: string): string => `url function ${numberIn(numberOfFunction, url)}.${numberIn(numberOfText, added)}`

/** A key for an address that a url function returned. */
export const keyOfAddress = (address: string): string => `url result ${numberIn(numberOfText, address)}`

/** Decides when another url function means another connection. */
export interface UrlIdentity {
  /** The url that identifies the connection. */
  of(url: Url): Url
  /** To be called when a render is committed. */
  commit(url: Url): void
}

/**
 * A memoized function that is replaced means another connection. An inline function is another one on every render and
 * means nothing: no two renders in a row have the same one.
 */
export function createUrlIdentity(): UrlIdentity {
  let identity: Url = null
  let last: Url = null
  let isMemoized = false

  const of = (url: Url): Url =>
    typeof url !== 'function' || typeof identity !== 'function' || isMemoized || url === last ? url : identity

  return {
    of,
    commit(url) {
      identity = of(url)
      isMemoized = typeof url === 'function' && (isMemoized || url === last)
      last = url
    },
  }
}

// Bundlers replace this expression as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** The page's address, which relative urls are resolved against. */
export const baseUrl = (): string | undefined => (typeof location === 'undefined' ? undefined : location.href)

/** One value per realm, also when several copies of this package are loaded. */
export function realmSingleton<T>(name: string, create: () => T): T {
  const realm = globalThis as unknown as Record<symbol, T | undefined>
  return (realm[Symbol.for(name)] ??= create())
}

/**
 * Warns while developing, once of the same names. Bundlers replace the condition, browsers without one have no `process`.
 *
 * @param warned What was warned of before.
 */
export function warnOfConflict(key: string, names: string, warned: Set<string>): void {
  try {
    if (process.env.NODE_ENV !== 'production' && !warned.has(names))
      console.warn(
        `[websocket-store] ${key} is shared and already has other options: ${names}. The first caller's are in force. ` +
          'Give both the same options, or another `key`.',
      )
    warned.add(names)
  } catch {
    // Nobody develops here.
  }
}

/** Whether there is a page: where there is none, an application may well be rendering on a server. */
export const hasDocument = (): boolean => typeof document !== 'undefined'

/** One value per realm, also when several copies of this package are loaded. */
export function realmSingleton<T>(name: string, create: () => T): T {
  const realm = globalThis as unknown as Record<symbol, T | undefined>
  return (realm[Symbol.for(name)] ??= create())
}

/**
 * What a feature keeps for one connection, made when first asked for. By name, so that an ESM and a CJS copy of a feature
 * find the same.
 */
export function attached<T>(owner: object, name: string, make: () => T): T {
  const slots = owner as Record<symbol, T | undefined>
  return (slots[Symbol.for(`websocket-store/${name}`)] ??= make())
}

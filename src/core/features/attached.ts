/**
 * The state that a feature keeps for one connection, created on first use. Found by name, so that an ESM and a CJS copy of a
 * feature share it.
 */
export function attached<T>(owner: object, name: string, make: () => T): T {
  const slots = owner as Record<symbol, T | undefined>
  return (slots[Symbol.for(`websocket-store/${name}`)] ??= make())
}

/** What a feature keeps for one connection, if it was used. */
export const existing = (owner: object, name: string): unknown => (owner as Record<symbol, unknown>)[Symbol.for(`websocket-store/${name}`)]

/** The number of open sockets that the server counts for this example. Null while the server does not respond. */
let count: number | null = null
const listeners = new Set<() => void>()

export const getServerSockets = (): number | null => count

export const setServerSockets = (next: number | null): void => {
  count = next
  for (const listener of listeners) listener()
}

export const onServerSockets = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

import { useState } from 'react'

/**
 * A value that is created again when one of `keys` changes, and kept otherwise. React may forget a memo. It is set
 * while rendering, so that React renders again at once and nothing that belongs to the old keys is ever shown.
 */
export function useMadeFor<T>(keys: readonly unknown[], make: () => T): T {
  const [held, setHeld] = useState(() => ({ keys, value: make() }))
  if (keys.every((key, i) => Object.is(key, held.keys[i]))) return held.value
  const next = { keys, value: make() }
  setHeld(next)
  return next.value
}

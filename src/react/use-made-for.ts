import { useState } from 'react'

/**
 * What is made anew when one of `keys` is another, and kept otherwise: unlike a memo, which React may forget. It is set
 * while rendering, so that React renders again at once and nothing that belongs to the old keys is ever shown.
 */
export function useMadeFor<T>(keys: readonly unknown[], make: () => T): T {
  const [held, setHeld] = useState(() => ({ keys, value: make() }))
  if (keys.every((key, i) => Object.is(key, held.keys[i]))) return held.value
  const next = { keys, value: make() }
  setHeld(next)
  return next.value
}

import { useInsertionEffect, useState } from 'react'

/**
 * Reads the value of the last committed render, through a function that never changes. Insertion effects run before all
 * others, so no effect and no callback ever sees an older one.
 */
export function useLatest<T>(value: T): () => T {
  const [cell] = useState(() => createCell(value))
  useInsertionEffect(() => cell.commit(value))
  return cell.get
}

export function createCell<T>(initial: T) {
  let current = initial
  return {
    get: () => current,
    commit(value: T) {
      current = value
    },
  }
}

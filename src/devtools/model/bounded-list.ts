/** A list with a limit. It removes the oldest items in groups, so that one item costs the same however long the list is. */
export interface BoundedList<T> {
  push(item: T): void
  clear(): void
  /** A copy; the same one until the list changes. */
  published(): readonly T[]
}

export function createBoundedList<T>(limit: number): BoundedList<T> {
  const items: T[] = []
  let copy: readonly T[] | null = null
  return {
    push(item) {
      if (items.length >= limit) items.splice(0, Math.ceil(limit / 8))
      items.push(item)
      copy = null
    },
    clear() {
      items.length = 0
      copy = null
    },
    published: () => (copy ??= items.slice()),
  }
}

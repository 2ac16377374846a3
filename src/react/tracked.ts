import type { ConnectionSnapshot } from '../core'

type Field = keyof ConnectionSnapshot

/** The fields of a snapshot, as getters that remember which of them a component reads. */
export interface TrackedReads<T> {
  /** The snapshot settled on before, while `next` agrees with it in every field ever read: there is nothing new to render. */
  settle(next: ConnectionSnapshot<T>): ConnectionSnapshot<T>
  /** @param rest Copied into the result. @param current Read for a field that no render has read. */
  reads<R extends object>(
    rendered: ConnectionSnapshot<T>,
    current: () => ConnectionSnapshot<T>,
    rest: R,
  ): ConnectionSnapshot<T> & R
}

export function createTrackedReads<T>(): TrackedReads<T> {
  const fields = new Set<Field>()
  let settled: ConnectionSnapshot<T> | null = null
  return {
    settle(next) {
      const shown = settled
      if (!shown || [...fields].some((field) => !Object.is(shown[field], next[field]))) settled = next
      return settled ?? next
    },
    reads(rendered, current, rest) {
      const result = { ...rest }
      const known = new Set(fields)
      for (const field of Object.keys(rendered) as Field[])
        Object.defineProperty(result, field, {
          enumerable: true,
          get() {
            fields.add(field)
            // What was tracked belongs to this render; what was not, nobody renders for, so only the latest makes sense:
            // an event handler may read it long after, and more than once.
            return (known.has(field) ? rendered : current())[field]
          },
        })
      return result as ConnectionSnapshot<T> & typeof rest
    },
  }
}

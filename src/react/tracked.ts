import type { ConnectionSnapshot } from '../core'

type Field = keyof ConnectionSnapshot

/** The fields of a snapshot, as getters that remember which of them a component reads while it renders. */
export interface TrackedReads<T> {
  /** The snapshot settled on before, while `next` agrees with it in every field ever read: there is nothing new to render. */
  settle(next: ConnectionSnapshot<T>): ConnectionSnapshot<T>
  /**
   * @param rendered What this render and its children show.
   * @param read Reads the latest, for whoever asks later.
   * @param rest Copied into the result.
   * @returns The result, and what to call when this render is committed.
   */
  reads<R extends object>(
    rendered: ConnectionSnapshot<T>,
    read: () => ConnectionSnapshot<T>,
    rest: R,
  ): readonly [result: ConnectionSnapshot<T> & R, commit: () => void]
}

export function createTrackedReads<T>(): TrackedReads<T> {
  const fields = new Set<Field>()
  let settled: ConnectionSnapshot<T> | null = null
  let readLatest: (() => ConnectionSnapshot<T>) | null = null
  return {
    settle(next) {
      const shown = settled
      if (!shown || [...fields].some((field) => !Object.is(shown[field], next[field]))) settled = next
      return settled ?? next
    },
    reads(rendered, read, rest) {
      let isCommitted = false
      const result = new Proxy(
        { ...rendered, ...rest },
        {
          get(shown, name) {
            if (!(name in rendered)) return shown[name as never]
            // Event handlers and effects may ask long after, and more than once; what they read is not on the screen.
            if (isCommitted && readLatest) return readLatest()[name as Field]
            fields.add(name as Field)
            return rendered[name as Field]
          },
        },
      )
      const commit = () => {
        isCommitted = true
        readLatest = read
      }
      return [result, commit]
    },
  }
}

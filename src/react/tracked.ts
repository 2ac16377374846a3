import { createCell, type Cell } from './use-latest'

/** The fields of a snapshot, as a result that remembers which of them a component reads while it renders. */
export interface TrackedReads<S, Latest> {
  /**
   * The snapshot settled on before, while what is read now agrees with it in every field ever read: there is nothing new
   * to render. Nothing is read for a component that is gone.
   */
  settle(read: () => S): S
  /**
   * @param rendered What this render and its children show.
   * @param now What is the latest once this render is committed.
   * @param rest Copied into the result.
   * @returns The result, and what to call when this render is committed.
   */
  reads<R extends object>(rendered: S, now: Latest, rest: R): readonly [result: S & R, commit: () => () => void]
  readonly latest: Cell<Latest>
}

export function createTrackedReads<S extends object, Latest extends { read(): S }>(first: Latest): TrackedReads<S, Latest> {
  const fields = new Set<keyof S>()
  let settled: S | null = null
  const latest = createCell(first)
  return {
    latest,
    settle(read) {
      if (settled !== null && !latest.whileMounted()) return settled
      const next = read()
      if (settled === null) settled = next
      else if (settled !== next) for (const field of fields) if (!Object.is(settled[field], next[field])) return (settled = next)
      return settled
    },
    reads(rendered, now, rest) {
      let isCommitted = false
      // One proxy costs a render less than an accessor for each field.
      const result = new Proxy(
        { ...rendered, ...rest },
        {
          get(target, field) {
            if (!(field in rendered)) return target[field as keyof typeof target]
            // Event handlers and effects may ask long after, and more than once; what they read is not on the screen.
            if (isCommitted) return latest.get().read()[field as keyof S]
            fields.add(field as keyof S)
            return rendered[field as keyof S]
          },
        },
      )
      const commit = () => {
        isCommitted = true
        return latest.commit(now)
      }
      return [result, commit]
    },
  }
}

import { copyWith } from '../core/connection/unheard-failures'
import { createCell, type Cell } from './cell'

/** The fields of a snapshot, as a result that remembers which of them a component reads while it renders. */
export interface TrackedReads<S, Latest> {
  /**
   * For `useSyncExternalStore`: another reference exactly when a field that was ever read has another value. Nothing is
   * read for an unmounted component.
   */
  settle(read: () => S): S
  /**
   * @param rendered What `useSyncExternalStore` returned in this render, and nothing else is shown.
   * @param now The latest values once this render is committed.
   * @param rest Copied into the result.
   * @returns The result, and what to call when this render is committed.
   */
  reads<R extends object>(rendered: S, now: Latest, rest: R): readonly [result: S & R, commit: () => () => void]
  readonly latest: Cell<Latest>
}

/** @param placeholder The snapshot of a render that repeats the server's. */
export function createTrackedReads<S extends object, Latest extends { read(): S }>(
  first: Latest,
  placeholder: S,
): TrackedReads<S, Latest> {
  const fields = new Set<keyof S>()
  let settled: S | null = null
  const latest = createCell(first)

  /**
   * A field that no render has read before may have changed unnoticed. Then the settled snapshot is replaced, which makes
   * React render again what it has rendered from the old one.
   */
  function readFirst(field: keyof S, rendered: S, read: () => S): S[keyof S] {
    fields.add(field)
    if (rendered === placeholder) return rendered[field]
    const next = read()
    if (settled === null || !Object.is(settled[field], next[field])) settled = next
    return next[field]
  }

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
        copyWith(rendered, rest),
        {
          get(target, name) {
            if (!(name in rendered)) return target[name as keyof typeof target]
            const field = name as keyof S
            // Event handlers and effects may read long after, and more than once; what they read is not on the screen.
            if (isCommitted) return latest.get().read()[field]
            return fields.has(field) ? rendered[field] : readFirst(field, rendered, now.read)
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

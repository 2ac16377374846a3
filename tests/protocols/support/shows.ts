import type { Item, ProtocolId } from '../report/spec'

/** `special` is an item of the second table, which lists the titles of its tests. */
type Shown = Item | 'special'

declare module 'vitest' {
  interface TaskMeta {
    shows?: readonly Shown[]
    /** The protocol, where the name of the file does not say it. */
    protocol?: ProtocolId
  }
}

/** Options of a test that says which items of `docs/evidence/compatibility.md` it shows. */
export const shows = (...items: readonly Shown[]) => ({ meta: { shows: items } })

/** The same, for a test in a file of several protocols. */
export const showsFor = (protocol: ProtocolId, ...items: readonly Shown[]) => ({ meta: { shows: items, protocol } })

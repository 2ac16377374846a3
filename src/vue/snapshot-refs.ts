import { shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { MessageEventLike } from '../core/vocabulary/wire'

/** The fields of a snapshot as refs of one composable's own. */
export type SnapshotRefs<S> = { readonly [K in keyof S]: Readonly<ShallowRef<S[K]>> }

interface WithMessage {
  readonly data: unknown
  readonly lastMessage: MessageEventLike | null
}

/** Written after the others, so that whoever watches them synchronously reads the rest of the same snapshot. */
const LAST = ['readyState', 'data']

export function createSnapshotRefs<S extends WithMessage>(initial: S, isSelected: boolean) {
  type Refs = Record<string, ShallowRef<unknown>>
  const refs: Refs = Object.fromEntries(Object.entries(initial).map(([field, value]) => [field, shallowRef(value)]))
  const fields = Object.keys(refs).sort((a, b) => LAST.indexOf(a) - LAST.indexOf(b))
  let shown = initial

  function show(next: S): void {
    // Two equal messages in a row are two messages, which a ref of a primitive would not tell; but whoever selects wants
    // to hear of changes only.
    const isNews = !isSelected && next.lastMessage !== null && next.lastMessage !== shown.lastMessage
    const isRepeat = isNews && Object.is(next.data, shown.data)
    shown = next
    // What a watcher causes may be shown before the next field is written, which is then to be the newer one.
    for (const field of fields) refs[field]!.value = shown[field as keyof S]
    if (isRepeat) triggerRef(refs.data!)
  }

  return { refs: refs as unknown as SnapshotRefs<S>, show }
}

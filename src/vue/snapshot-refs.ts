import { shallowRef, triggerRef, type ShallowRef } from 'vue'
import type { MessageEventLike } from '../core/types'

/** The fields of a snapshot as refs of one composable's own. */
export type SnapshotRefs<S> = { readonly [K in keyof S]: Readonly<ShallowRef<S[K]>> }

interface WithMessage {
  readonly data: unknown
  readonly lastMessage: MessageEventLike | null
}

export function createSnapshotRefs<S extends WithMessage>(initial: S, isSelected: boolean) {
  type Refs = Record<string, ShallowRef<unknown>>
  const refs: Refs = Object.fromEntries(Object.entries(initial).map(([field, value]) => [field, shallowRef(value)]))
  const { data, lastMessage } = refs as unknown as SnapshotRefs<WithMessage>

  function show(next: S): void {
    // Two equal messages in a row are two messages, which a ref of a primitive would not tell; but whoever selects wants
    // to hear of changes only.
    const isNews = !isSelected && next.lastMessage !== null && next.lastMessage !== lastMessage.value
    const isRepeat = isNews && Object.is(next.data, data.value)
    for (const field in next) refs[field]!.value = next[field]
    if (isRepeat) triggerRef(data)
  }

  return { refs: refs as unknown as SnapshotRefs<S>, show }
}

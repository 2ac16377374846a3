import { computed, getCurrentScope, shallowRef, triggerRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { systemClock } from '../core/platform/clock'
import type { MessageEventLike } from '../core/vocabulary/wire'

/** The fields of a snapshot as read-only refs. */
export type SnapshotRefs<S> = { readonly [K in keyof S]: Readonly<ShallowRef<S[K]>> }

interface WithMessage {
  readonly data: unknown
  readonly lastMessage: MessageEventLike | null
}

export interface DerivedRefsOptions<S> {
  /** A snapshot with every field. */
  readonly initial: S
  /** The snapshot now, before `select`. The refs that it reads are followed. */
  read(): S
  /** While true, the fields keep their values. */
  isPaused?(): boolean
  /** Derives `data` from a message. The refs that it reads are followed. */
  select(): ((message: never) => unknown) | undefined
  /** Copies what functions need that must not be followed by the effects that call them. Runs before each evaluation. */
  mirror?(): void
}

/**
 * The fields of a snapshot as derived values, each created when it is first read, so that a component pays for the fields it
 * uses. They are computed refs: a store that hydrates its state cannot overwrite them.
 *
 * @returns The refs beside `rest`, and a function to call when the snapshot changed.
 */
export function createDerivedRefs<S extends WithMessage, R extends object>(
  { initial, read, isPaused, select, mirror }: DerivedRefsOptions<S>,
  rest: R,
): { readonly result: SnapshotRefs<S> & R; changed(): void } {
  type Field = keyof S & string
  const scope = getCurrentScope()
  const version = shallowRef(0)
  let count = 0
  const source = computed<S>((previous) => {
    const isFirst = version.value === 0 || previous === undefined
    return !isFirst && isPaused?.() ? previous : read()
  })

  // The same object while the message is the same, so that `select` runs once for each message.
  const message = computed<WithMessage>((previous) => {
    const { data, lastMessage } = source.value
    return previous?.lastMessage === lastMessage ? previous : { data, lastMessage }
  })

  const selected = computed<unknown>((previous) => {
    const { data, lastMessage } = message.value
    const selector = select()
    if (!selector || lastMessage === null) return data
    try {
      return selector(data as never)
    } catch (error) {
      systemClock.reportError(error)
      return previous
    }
  })

  function createData(): ComputedRef<unknown> {
    // Evaluated at once: a `select` that throws keeps what the message before it gave.
    if (select()) watch(selected, () => {}, { flush: 'sync' })
    return selected
  }

  const target = { ...rest } as Record<string, unknown>
  function refOf(field: Field): unknown {
    // In the composable's scope: in Vue 3.4 a computed ref ends with the scope that it was created in.
    const create = (): ComputedRef<unknown> => (field === 'data' ? createData() : computed(() => source.value[field]))
    return (target[field] ??= scope?.active ? scope.run(create) : create())
  }

  // A watcher of a ref is called without a change of value only for shallow refs, for which `triggerRef` exists.
  Object.assign(selected, { __v_isShallow: true })
  let shown: WithMessage = initial
  let repeats = 0

  /** Evaluates at once, so that a pause keeps what was there before. */
  function evaluate(): number {
    mirror?.()
    const next = source.value
    const { data, lastMessage } = next
    const isRepeat = lastMessage !== null && lastMessage !== shown.lastMessage && Object.is(data, shown.data)
    shown = next
    // Two equal messages in a row are two messages. With `select`, watchers get changes of the selection only.
    return isRepeat && !select() ? ++repeats : repeats
  }
  watch(evaluate, () => triggerRef(selected), { flush: 'sync' })

  return {
    result: new Proxy(target, {
      get: (_, name) => (name in initial ? refOf(name as Field) : target[name as string]),
      has: (_, name) => name in initial || name in target,
      ownKeys: () => [...new Set([...Object.keys(initial), ...Object.keys(target)])],
      getOwnPropertyDescriptor(_, name) {
        if (name in initial) refOf(name as Field)
        return Object.getOwnPropertyDescriptor(target, name)
      },
    }) as unknown as SnapshotRefs<S> & R,
    changed() {
      version.value = ++count
    },
  }
}

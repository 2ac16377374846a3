import { systemClock } from '../../core/platform/clock'
import type { Store } from '../../core/reactive/store'
import type { ConnectionSnapshot } from '../../core/vocabulary/events'
import type { Unsubscribe } from '../../core/vocabulary/wire'

/** Components that change end and start their subscriptions. Nothing must be missed in between, nor in the next view. */
const STOP_AFTER_MS = 1000
/** Who reads the latest message without a subscription may read it again. */
const STOP_AFTER_READ_MS = 60_000

/** Whether the worker posts the messages of a connection to this page. */
export interface Listening {
  readonly isOn: boolean
  /** To be called when the answer of `isNeeded` may have changed. */
  check(): void
}

/**
 * @param store Its snapshots show the latest message: subscribers and readers are noticed.
 * @param isNeeded Whether anything else needs the messages.
 * @param isWanted Whether the page wants the connection. A read starts no timer before, such as that of a render on a server.
 * @param post Called with each change.
 */
export function createListening(
  store: Store<ConnectionSnapshot>,
  isNeeded: () => boolean,
  isWanted: () => boolean,
  post: (isOn: boolean) => void,
): Listening {
  const read = store.getSnapshot.bind(store)
  const subscribe = store.subscribe.bind(store)
  let isOn = false
  let subscribers = 0
  let readAt = -Infinity
  let cancelStop: Unsubscribe | null = null
  /** As the store has it, and as readers see it. */
  let published: ConnectionSnapshot | null = null
  let shown: ConnectionSnapshot | null = null

  function set(next: boolean): void {
    if (isOn === next) return
    isOn = next
    post(next)
  }

  function check(): void {
    if (subscribers === 0 && !isNeeded()) {
      if (isOn) stopLater()
      return
    }
    cancelStop?.()
    cancelStop = null
    set(true)
  }

  function stopLater(): void {
    cancelStop ??= systemClock.setTimer(
      () => {
        cancelStop = null
        if (systemClock.now() - readAt < STOP_AFTER_READ_MS) stopLater()
        else set(false)
      },
      Math.max(STOP_AFTER_MS, readAt + STOP_AFTER_READ_MS - systemClock.now()),
    )
  }

  function noticeRead(): void {
    readAt = systemClock.now()
    if (isWanted()) {
      set(true)
      check()
    }
  }

  /** The snapshot, which then reports that its message was read. While messages come, nobody needs to know. */
  function noticing(snapshot: ConnectionSnapshot): ConnectionSnapshot {
    const { data, lastMessage } = snapshot
    const field = (value: unknown): PropertyDescriptor => ({
      enumerable: true,
      get() {
        noticeRead()
        return value
      },
    })
    const fields = { ...Object.getOwnPropertyDescriptors(snapshot), data: field(data), lastMessage: field(lastMessage) }
    return Object.freeze(Object.defineProperties({}, fields)) as ConnectionSnapshot
  }

  store.getSnapshot = () => {
    const snapshot = read()
    if (snapshot !== published) shown = subscribers > 0 ? snapshot : noticing(snapshot)
    published = snapshot
    return shown!
  }
  store.subscribe = (listener) => {
    const unsubscribe = subscribe(listener)
    subscribers++
    check()
    let isSubscribed = true
    return () => {
      unsubscribe()
      if (!isSubscribed) return
      isSubscribed = false
      subscribers--
      check()
    }
  }

  return {
    get isOn() {
      return isOn
    },
    check,
  }
}

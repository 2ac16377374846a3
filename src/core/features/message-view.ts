import { systemClock } from '../platform/clock'
import { createStore } from '../reactive/store'
import type { Connection, MessageListener, Unsubscribe } from '../types'

/** A state made of every message; its notifications are paced, its intake is not. */
export interface MessageView<S> {
  getSnapshot(): S
  /** The first subscription starts the intake, the last one stops it. */
  subscribe(listener: () => void): Unsubscribe
}

/** @param take Folds one message in; returns whether `read` would now differ. */
function createMessageView<In, Out, S>(
  connection: Connection<In, Out>,
  take: (...args: Parameters<MessageListener<In>>) => boolean,
  read: () => S,
): MessageView<S> {
  const store = createStore(read, connection.notify, systemClock)
  let subscribers = 0
  let stopIntake = () => {}

  return {
    getSnapshot: store.getSnapshot,
    subscribe(listener) {
      const unsubscribe = store.subscribe(listener)
      if (subscribers++ === 0)
        stopIntake = connection.onMessage((message, event) => {
          if (take(message, event)) store.changed()
        })
      let isSubscribed = true
      return () => {
        if (!isSubscribed) return
        isSubscribed = false
        unsubscribe()
        if (--subscribers === 0) stopIntake()
      }
    },
  }
}

export interface HistoryOptions<In> {
  /** Greatest number of messages kept. @default 100 */
  limit?: number
  filter?(message: In): boolean
}

const DEFAULT_LIMIT = 100

/** The last messages, all of them, in order. */
export function createHistory<In, Out>(
  connection: Connection<In, Out>,
  latest: () => HistoryOptions<In>,
): MessageView<readonly In[]> {
  let kept: In[] = []
  const limit = () => latest().limit ?? DEFAULT_LIMIT
  return createMessageView(
    connection,
    (message) => {
      if (latest().filter?.(message) === false) return false
      kept.push(message)
      // Cutting only when twice too long keeps the cost of one message constant.
      if (kept.length > limit() * 2) kept = tail(kept, limit())
      return true
    },
    () => tail(kept, limit()),
  )
}

const tail = <T>(items: readonly T[], count: number): T[] => (count > 0 ? items.slice(-count) : [])

/** A fold over every message. A reducer that throws loses that message only. */
export function createFold<In, Out, S>(
  connection: Connection<In, Out>,
  latestReducer: () => (state: S, message: In) => S,
  initialState: S,
): MessageView<S> {
  let state = initialState
  return createMessageView(
    connection,
    (message) => {
      const next = latestReducer()(state, message)
      const isChanged = !Object.is(next, state)
      state = next
      return isChanged
    },
    () => state,
  )
}

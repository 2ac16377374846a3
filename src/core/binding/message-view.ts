import { systemClock } from '../platform/clock'
import { tryTo } from '../policy/try-to'
import { createStore } from '../reactive/store'
import type { MessageEventLike, Unsubscribe } from '../vocabulary/wire'
import { takeFrom, type MessageSource } from '../features/message-source'
import type { HistoryOptions, MessageViewOptions } from '../vocabulary/message-view'

/** A state made of every message; its notifications are paced, its intake is not. */
export interface MessageView<S> {
  getSnapshot(): S
  /** The first subscription starts the intake, the last one stops it. */
  subscribe(listener: () => void): Unsubscribe
  /** To be called when it is no longer paused: shows what came meanwhile. */
  catchUp(): void
}

/**
 * @param first The options to use for the messages that are already there.
 * @param take Folds one message in; returns whether `read` would now differ.
 */
function createMessageView<In, Selected, S>(
  source: MessageSource<In>,
  latest: () => MessageViewOptions<In, Selected>,
  first: MessageViewOptions<In, Selected>,
  take: (selected: Selected, at: number) => boolean,
  read: () => S,
): MessageView<S> & { changed(): void } {
  /** The event of the last message that was taken in. */
  let last: MessageEventLike | null = null
  takeKept(first)
  let shown = read()
  let isBehind = false
  let subscribers = 0
  let stopIntake = () => {}
  const isPaused = () => latest().paused === true

  /** @returns Whether `read` would now differ. */
  function takeOne(message: In, event: MessageEventLike, at: number, options: MessageViewOptions<In, Selected>): boolean {
    let isChanged = false
    last = event
    takeFrom(message, options, (selected) => (isChanged = take(selected, at)))
    return isChanged
  }

  /** Takes in what was kept since the last message, or since ever. */
  function takeKept(options: MessageViewOptions<In, Selected>): boolean {
    if (options.replay === false) return false
    const kept = source.history ?? []
    const missed = kept.slice(kept.map(({ event }) => event).lastIndexOf(last!) + 1)
    let isChanged = false
    for (const { message, event, at } of missed)
      tryTo(() => (isChanged = takeOne(message, event, at, options) || isChanged), systemClock.reportError)
    return isChanged
  }

  /** Called by the store too, which at a pause may still owe a notification of what came before it. */
  function show(): S {
    isBehind = isPaused()
    if (!isBehind) shown = read()
    return shown
  }

  const store = createStore(show, source, systemClock)

  function changed(): void {
    if (isPaused()) isBehind = true
    else store.changed()
  }

  return {
    changed,
    getSnapshot: () => store.getSnapshot(),
    subscribe(listener) {
      const unsubscribe = store.subscribe(listener)
      if (subscribers++ === 0) {
        const replay = () => {
          if (takeKept(latest())) changed()
        }
        replay()
        const stopMessages = source.onMessage((message, event) => {
          if (takeOne(message, event, systemClock.now(), latest())) changed()
        })
        const stopHistory = source.onHistory?.(replay)
        stopIntake = () => {
          stopMessages()
          stopHistory?.()
        }
      }
      let isSubscribed = true
      return () => {
        if (!isSubscribed) return
        isSubscribed = false
        unsubscribe()
        if (--subscribers === 0) stopIntake()
      }
    },
    catchUp() {
      if (isBehind) changed()
    },
  }
}

/** An empty history is always the same array, so that it does not look like a change. */
export const NO_MESSAGES: readonly never[] = []

const DEFAULT_LIMIT = 100
/** Least time between two looks at what is too old: at thousands of messages a second one goes out of date all the time. */
const LEAST_SWEEP_MS = 50

/** The last messages, all of them, in order. */
export function createHistory<In, Selected = In>(
  source: MessageSource<In>,
  latest: () => HistoryOptions<In, Selected>,
  first = latest(),
): MessageView<readonly Selected[]> {
  let kept: { readonly value: Selected; readonly at: number }[] = []
  let isSweepDue = false
  const limit = () => latest().limit ?? DEFAULT_LIMIT
  const oldest = () => systemClock.now() - (latest().windowMs ?? Infinity)

  /** Wakes when the first of them is too old. */
  function sweepLater(): void {
    const { windowMs = Infinity } = latest()
    if (isSweepDue || windowMs === Infinity || kept.length === 0) return
    isSweepDue = true
    const leftMs = kept[0]!.at + windowMs - systemClock.now()
    systemClock.setTimer(sweep, Math.max(leftMs, LEAST_SWEEP_MS))
  }

  function sweep(): void {
    isSweepDue = false
    kept = kept.filter(({ at }) => at > oldest())
    view.changed()
    sweepLater()
  }

  const view = createMessageView<In, Selected, readonly Selected[]>(
    source,
    latest,
    first,
    (value, at) => {
      kept.push({ value, at })
      // Cutting only when twice too long keeps the cost of one message constant.
      if (kept.length > limit() * 2) kept = tail(kept, limit())
      sweepLater()
      return true
    },
    () => {
      const shown = tail(kept, limit()).filter(({ at }) => at > oldest())
      return shown.length > 0 ? shown.map(({ value }) => value) : NO_MESSAGES
    },
  )
  return view
}

const tail = <T>(items: readonly T[], count: number): T[] => (count > 0 ? items.slice(-count) : [])

/** A fold over every message. A reducer that throws loses that message only. */
export function createFold<In, Selected, S>(
  source: MessageSource<In>,
  latestReducer: () => (state: S, message: Selected) => S,
  initialState: S,
  latest: () => MessageViewOptions<In, Selected> = () => ({}),
  first = latest(),
): MessageView<S> {
  let state = initialState
  return createMessageView(
    source,
    latest,
    first,
    (message: Selected) => {
      const next = latestReducer()(state, message)
      const isChanged = !Object.is(next, state)
      state = next
      return isChanged
    },
    () => state,
  )
}

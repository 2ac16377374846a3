import { tryTo } from '../policy/try-to'
import { systemClock } from '../platform/clock'
import { INITIAL_STATE } from '../policy/machine-types'
import { createSelection } from './selection'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from '../connection/snapshot'
import type { Connection } from '../vocabulary/connection'
import type { ConnectionSnapshot } from '../vocabulary/events'
import type { EventLike, MessageEventLike, Unsubscribe } from '../vocabulary/wire'
import type { SubscriberOptions } from '../vocabulary/subscriber'

/** What a component shows that wants no connection. */
export const IDLE_SNAPSHOT: ConnectionSnapshot<never> = snapshotOf(INITIAL_STATE, NO_MESSAGE, 0)

const WANTED = { readyState: 0, phase: 'resolving' } as const

/** What a component shows that wants one and cannot have it yet: on the server, and in the first render everywhere. */
export const WANTED_SNAPSHOT: ConnectionSnapshot<never> = { ...IDLE_SNAPSHOT, ...WANTED }

type AnyOptions<In> = SubscriberOptions<In, unknown>
type Shown<In, S> = Pick<SubscriberOptions<In, S>, 'filter' | 'select'>

/** One component's view of a connection that others may share: its filter, its selection, its callbacks. */
export interface Subscriber<In> {
  /** Same reference while neither the connection's snapshot nor what is shown of its messages changed. */
  read<S>(options: Shown<In, S>): ConnectionSnapshot<S>
  subscribe(listener: () => void): Unsubscribe
  /**
   * Takes demand and starts the callbacks.
   *
   * @param current The options whose callbacks are to be called now; null for none.
   */
  attach(current: () => AnyOptions<In> | null, onOpen?: () => void): Unsubscribe
}

/** @param options Those of the render that makes it, whose filter decides what it starts from. */
export function createSubscriber<In, Out>(connection: Connection<In, Out>, options: AnyOptions<In>): Subscriber<In> {
  let passed: LatestMessage<In> = NO_MESSAGE
  /** The latest message that the connection had published when it was last looked at. */
  let judged: MessageEventLike | null = null
  /** It is attached and was told a message, so that there is no need to look. */
  let isTold = false
  let toldOpen: EventLike | null = null
  let base: ConnectionSnapshot<In> | null = null
  let shown: ConnectionSnapshot = WANTED_SNAPSHOT
  const selectFrom = createSelection<In>()

  /** Whether the message is of interest. */
  function take(data: In, lastMessage: MessageEventLike, { filter }: Shown<In, unknown>): boolean {
    if (filter && !filter(data)) return false
    passed = { data, lastMessage }
    return true
  }

  /** Once for each socket, however often the component attaches: StrictMode and KeepAlive do so repeatedly. */
  function tellOpen(event: EventLike, isReconnect: boolean, isLateJoin: boolean, current: AnyOptions<In> | null): void {
    if (!current || toldOpen === event) return
    toldOpen = event
    current.onOpen?.(event, { isReconnect, isLateJoin })
  }

  /** Starts from the latest of the messages that this subscriber was not told, if it is of interest. */
  function catchUp(current: Shown<In, unknown> | null): void {
    const { data, lastMessage } = connection.getSnapshot()
    if (!current || isTold || judged === lastMessage) return
    judged = lastMessage
    if (lastMessage) reporting(() => take(data as In, lastMessage, current))
    else passed = NO_MESSAGE
  }

  catchUp(options)
  return {
    read<S>(current: Shown<In, S>) {
      catchUp(current)
      const snapshot = connection.getSnapshot()
      const message = current.filter ? passed : snapshot
      const { lastMessage } = message
      const data = selectFrom(message, current.select)
      if (base !== snapshot || shown.lastMessage !== lastMessage || !Object.is(shown.data, data)) {
        base = snapshot
        shown = { ...base, ...(base.phase === 'idle' && WANTED), data, lastMessage }
      }
      return shown as ConnectionSnapshot<S>
    },
    subscribe: connection.subscribe,
    attach(current, onOpen) {
      catchUp(current())
      const stops = [
        connection.on('open', (event, { isReconnect }) => {
          onOpen?.()
          tellOpen(event, isReconnect, false, current())
        }),
        connection.on('close', (close, event) => current()?.onClose?.(close, event)),
        connection.on('error', (error) => current()?.onError?.(error)),
        connection.onMessage((message, event) => {
          const options = current()
          isTold = options !== null
          if (options && take(message, event, options)) options.onMessage?.(message, event)
        }),
        connection.retain(),
      ]
      const { openEvent } = connection
      if (openEvent) reporting(() => tellOpen(openEvent, false, true, current()))
      return () => {
        // It may be older than what was told, and must not be taken for news.
        if (isTold) judged = connection.getSnapshot().lastMessage
        isTold = false
        stops.forEach((stop) => stop())
      }
    },
  }
}

const reporting = (run: () => void) => tryTo(run, systemClock.reportError)

import { systemClock } from './platform/clock'
import { INITIAL_STATE } from './policy/machine-types'
import { createStore } from './reactive/store'
import { ReadyState } from './ready-state'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from './snapshot'
import type { Connection, ConnectionSnapshot, EventLike, SubscriberOptions, Unsubscribe } from './types'

/** What a component shows that wants no connection. */
export const IDLE_SNAPSHOT: ConnectionSnapshot<never> = snapshotOf(INITIAL_STATE, NO_MESSAGE, 0)

const WANTED = { readyState: ReadyState.CONNECTING, phase: 'resolving' } as const

/** What a component shows that wants one and cannot have it yet: on the server, and in the first render everywhere. */
export const WANTED_SNAPSHOT: ConnectionSnapshot<never> = { ...IDLE_SNAPSHOT, ...WANTED }

type AnyOptions<In> = SubscriberOptions<In, unknown>

const NOBODY: AnyOptions<unknown> = {}

/** One component's view of a connection that others may share: its filter, its selection, its callbacks. */
export interface Subscriber<In> {
  /** Same reference while neither the connection's snapshot nor the message nor `select` changed. */
  read<S>(select: ((message: In) => S) | undefined): ConnectionSnapshot<S>
  subscribe(listener: () => void): Unsubscribe
  /**
   * Starts the callbacks.
   *
   * @param isCurrent Whether the latest options still belong to this connection.
   */
  attach(isCurrent?: () => boolean): Unsubscribe
}

/** @param latest The options of the last render: callbacks are always the latest closures. */
export function createSubscriber<In, Out>(connection: Connection<In, Out>, latest: () => AnyOptions<In>): Subscriber<In> {
  let passed = initiallyPassed(connection, latest())
  const store = createStore(() => passed, connection.notify, systemClock)
  let toldOpen: EventLike | null = null
  let cached: { base: unknown; message: unknown; select: unknown; snapshot: ConnectionSnapshot } | null = null

  /** Once for each socket, however often the component attaches: StrictMode and KeepAlive do so repeatedly. */
  function tellOpen(event: EventLike, isReconnect: boolean, isLateJoin: boolean): void {
    if (toldOpen === event) return
    toldOpen = event
    latest().onOpen?.(event, { isReconnect, isLateJoin })
  }

  return {
    read<S>(select: ((message: In) => S) | undefined) {
      const base = connection.getSnapshot()
      const message = latest().filter ? store.getSnapshot() : null
      if (cached?.base !== base || cached.message !== message || cached.select !== select) {
        const { data, lastMessage: event } = message ?? base
        const selected = event && select ? select(data as In) : data
        const wanted = base.phase === 'idle' && WANTED
        cached = { base, message, select, snapshot: { ...base, ...wanted, data: selected, lastMessage: event } }
      }
      return cached.snapshot as ConnectionSnapshot<S>
    },
    subscribe(listener) {
      const stops = [connection.subscribe(listener), store.subscribe(listener)]
      return () => stops.forEach((stop) => stop())
    },
    attach(isCurrent = () => true) {
      const current = () => (isCurrent() ? latest() : NOBODY)
      const stops = [
        connection.on('open', (event, { isReconnect }) => isCurrent() && tellOpen(event, isReconnect, false)),
        connection.on('close', (close, event) => current().onClose?.(close, event)),
        connection.on('error', (error) => current().onError?.(error)),
        connection.onMessage((message, event) => {
          const options = current()
          if (options.filter) {
            if (!options.filter(message)) return
            passed = { data: message, lastMessage: event }
            store.changed()
          }
          options.onMessage?.(message, event)
        }),
      ]
      const { openEvent } = connection
      if (openEvent)
        try {
          tellOpen(openEvent, false, true)
        } catch (error) {
          systemClock.reportError(error)
        }
      return () => stops.forEach((stop) => stop())
    },
  }
}

/** One that joins late starts from the shared connection's latest message, if that is of interest. */
function initiallyPassed<In, Out>(connection: Connection<In, Out>, { filter }: AnyOptions<In>): LatestMessage<In> {
  const { data, lastMessage } = connection.getSnapshot()
  if (!filter || !lastMessage) return NO_MESSAGE
  try {
    return filter(data as In) ? { data, lastMessage } : NO_MESSAGE
  } catch (error) {
    systemClock.reportError(error)
    return NO_MESSAGE
  }
}

import { createSelection } from './selection'
import { systemClock } from '../platform/clock'
import { INITIAL_STATE } from '../policy/machine-types'
import { tryTo } from '../policy/try-to'
import { NO_MESSAGE, snapshotOf, type LatestMessage } from '../connection/snapshot'
import { copyWith, ignoreFailure } from '../connection/unheard-failures'
import type { Connection } from '../vocabulary/connection'
import type { ConnectionSnapshot } from '../vocabulary/events'
import type { SubscriberOptions } from '../vocabulary/subscriber'
import type { EventLike, MessageEventLike, Unsubscribe } from '../vocabulary/wire'

/** What a component shows that has no connection. */
export const IDLE_SNAPSHOT: ConnectionSnapshot<never> = snapshotOf(INITIAL_STATE, NO_MESSAGE, 0)

const WANTED = { readyState: 0, phase: 'resolving' } as const

/** What a component shows until it is mounted: on the server, and in the first render everywhere. */
export const WANTED_SNAPSHOT: ConnectionSnapshot<never> = { ...IDLE_SNAPSHOT, ...WANTED }

type AnyOptions<In> = SubscriberOptions<In, unknown>
type View<In, S> = Pick<SubscriberOptions<In, S>, 'filter' | 'select'>
type Filter<In> = SubscriberOptions<In>['filter']

/** One component's view of a connection that others may share: its filter, its selection, its callbacks. */
export interface Subscriber<In> {
  /**
   * Depends on the options and on the messages alone. Same reference while neither the connection's snapshot nor what is
   * shown of its messages changed.
   */
  read<S>(options: View<In, S>): ConnectionSnapshot<S>
  subscribe(listener: () => void): Unsubscribe
  /**
   * Takes demand and starts the callbacks.
   *
   * @param current The options whose callbacks are called now; null for none.
   */
  attach(current: () => AnyOptions<In> | null, onOpen?: () => void): Unsubscribe
}

const reporting = (run: () => void) => tryTo(run, systemClock.reportError)

class ConnectionSubscriber<In> implements Subscriber<In> {
  readonly #connection: Connection<In, never>
  /** The latest message that this subscriber received or found. */
  #latest: LatestMessage<In> = NO_MESSAGE
  /** The latest one before it that the filter of the mounted component passed. */
  #kept: LatestMessage<In> = NO_MESSAGE
  /** Of the connection, when it was last compared with ours. */
  #compared: MessageEventLike | null = null
  /** Attached, and received a message since: there is no need to compare. */
  #isReceiving = false
  #lastOpen: EventLike | null = null
  /** The inputs of `#passed`, and their result. */
  #judged: readonly unknown[] = []
  #passed: LatestMessage<In> = NO_MESSAGE
  #base: ConnectionSnapshot<In> | null = null
  #shown: ConnectionSnapshot = WANTED_SNAPSHOT
  readonly #select = createSelection<In>()
  readonly subscribe: Connection['subscribe']

  constructor(connection: Connection<In, never>) {
    this.#connection = connection
    this.subscribe = connection.subscribe
    this.#compare()
  }

  read<S>({ filter, select }: View<In, S>): ConnectionSnapshot<S> {
    this.#compare()
    const base = this.#connection.getSnapshot()
    const message = filter ? this.#passedBy(filter) : base
    const { lastMessage } = message
    const data = this.#select(message, select)
    if (this.#base !== base || this.#shown.lastMessage !== lastMessage || !Object.is(this.#shown.data, data)) {
      this.#base = base
      this.#shown = copyWith(base, { ...(base.phase === 'idle' && WANTED), data, lastMessage })
    }
    return this.#shown as ConnectionSnapshot<S>
  }

  attach(current: () => AnyOptions<In> | null, onOpen?: () => void): Unsubscribe {
    const connection = this.#connection
    this.#compare()
    const stops = [
      connection.on('open', (event, { isReconnect }) => {
        onOpen?.()
        this.#emitOpen(event, isReconnect, false, current())
      }),
      connection.on('close', (close, event) => current()?.onClose?.(close, event)),
      connection.on('error', (error) => {
        const options = current()
        if (options?.onError) options.onError(error)
        else ignoreFailure(error)
      }),
      connection.onMessage((message, event) => this.#receive(message, event, current())),
      connection.retain(),
    ]
    const { openEvent } = connection
    if (openEvent) reporting(() => this.#emitOpen(openEvent, false, true, current()))
    return () => {
      // The published message may be older than the received one.
      if (this.#isReceiving) this.#compared = connection.getSnapshot().lastMessage
      this.#isReceiving = false
      stops.forEach((stop) => stop())
    }
  }

  #receive(data: In, lastMessage: MessageEventLike, options: AnyOptions<In> | null): void {
    this.#isReceiving = options !== null
    if (!options) return
    const { filter } = options
    // Before the latest one is replaced: a new filter may have passed it.
    if (filter) this.#kept = this.#passedBy(filter)
    this.#latest = { data, lastMessage }
    if (!filter || this.#passedBy(filter) === this.#latest) options.onMessage?.(data, lastMessage)
  }

  /** Finds the latest message that arrived while nothing was received here. */
  #compare(): void {
    const { data, lastMessage } = this.#connection.getSnapshot()
    if (this.#isReceiving || this.#compared === lastMessage) return
    this.#compared = lastMessage
    if (lastMessage) this.#latest = { data: data, lastMessage }
    else this.#latest = this.#kept = NO_MESSAGE
  }

  /** The newest of the latest and the kept message that passes. Each filter judges each of them once. */
  #passedBy(filter: NonNullable<Filter<In>>): LatestMessage<In> {
    const inputs = [filter, this.#latest, this.#kept] as const
    if (inputs.some((input, i) => input !== this.#judged[i])) {
      this.#judged = inputs
      this.#passed = [this.#latest, this.#kept].find((message) => passes(filter, message)) ?? NO_MESSAGE
    }
    return this.#passed
  }

  /** Once for each socket, however often the component attaches: StrictMode and KeepAlive do so repeatedly. */
  #emitOpen(event: EventLike, isReconnect: boolean, isLateJoin: boolean, options: AnyOptions<In> | null): void {
    if (!options || this.#lastOpen === event) return
    this.#lastOpen = event
    options.onOpen?.(event, { isReconnect, isLateJoin })
  }
}

function passes<In>(filter: NonNullable<Filter<In>>, { data, lastMessage }: LatestMessage<In>): boolean {
  let isPassed = false
  if (lastMessage) reporting(() => (isPassed = filter(data as In)))
  return isPassed
}

export const createSubscriber = <In, Out>(connection: Connection<In, Out>): Subscriber<In> =>
  new ConnectionSubscriber(connection as unknown as Connection<In, never>)

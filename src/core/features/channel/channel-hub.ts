import { systemClock } from '../../platform/clock'
import { createEmitter, type Emitter } from '../../reactive/emitter'
import { createStore } from '../../reactive/store'
import type { Connection } from '../../vocabulary/connection'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import type { ChannelProtocol, ChannelSnapshot, ChannelStatus } from '../../vocabulary/channel'
import { canSendNow } from '../can-send-now'

export const IDLE_CHANNEL: ChannelSnapshot<never> = { status: 'idle', data: undefined, lastMessage: null, error: null }

/** What is shown of a channel that the server was not asked for yet. */
export const WANTED_CHANNEL: ChannelSnapshot<never> = { ...IDLE_CHANNEL, status: 'subscribing' }

/** What all who want one key share. */
export interface Topic<In> {
  readonly messages: Emitter<[In, MessageEventLike]>
  read(): ChannelSnapshot<In>
  subscribe(listener: () => void): Unsubscribe
}

interface TopicState<In> extends Topic<In> {
  readonly key: string
  readonly changes: Emitter<[]>
  wants: number
  cancelLinger: () => void
  position: unknown
  /** Whether the server was asked on the socket that is open now. */
  isAsked: boolean
  latest: ChannelSnapshot<In>
  /** What subscribers were told of; they all see the same until the next notification. */
  told: ChannelSnapshot<In>
}

export interface ChannelHub<In> {
  find(key: string): Topic<In> | undefined
  want(key: string, position: unknown): Topic<In>
  release(topic: Topic<In>): void
}

/** The channels of one connection: one listener on it, one look-up for each message, one notification for each frame. */
export function createChannelHub<In, Out>(connection: Connection<In, Out>): ChannelHub<In> {
  /** Read for each use: options are live. */
  function protocol(): ChannelProtocol<In, Out> {
    const channels = connection.option('channels')
    if (channels) return channels
    throw new TypeError('The connection has no `channels` option, which defines how to subscribe to a channel.')
  }
  const topics = new Map<string, TopicState<In>>()
  const changed = new Set<TopicState<In>>()
  /** Paces the notifications of all topics together; what they show is their own. */
  const pace = createStore(() => null, connection, systemClock)
  pace.subscribe(() => {
    for (const topic of changed) {
      changed.delete(topic)
      topic.told = topic.latest
      topic.changes.emit()
    }
  })
  let stopListening: Unsubscribe[] = []

  function change(topic: TopicState<In>, to: ChannelSnapshot<In>): void {
    topic.latest = to
    changed.add(topic)
  }

  /** A change of status is told at once. */
  function setStatus(affected: Iterable<TopicState<In>>, status: ChannelStatus, error: unknown = null): void {
    for (const topic of affected) change(topic, { ...topic.latest, status, error })
    if (changed.size > 0) pace.notify()
  }

  /** Once on each socket: what is queued would be asked for again on the next open. */
  function ask(topic: TopicState<In>): void {
    if (topic.isAsked || !canSendNow(connection)) return
    try {
      topic.isAsked = connection.send(protocol().subscribe(topic.key, topic.position), { queue: false }) === 'sent'
    } catch (error) {
      // One that cannot be asked for must not keep the others from it.
      systemClock.reportError(error)
      return setStatus([topic], 'error', error)
    }
    if (topic.isAsked) setStatus([topic], protocol().ackOf ? 'subscribing' : 'subscribed')
  }

  function lost(): void {
    for (const topic of topics.values()) topic.isAsked = false
    setStatus(topics.values(), 'subscribing')
  }

  function listen(): Unsubscribe[] {
    return [
      connection.on('ready', () => topics.forEach(ask)),
      connection.on('close', lost),
      connection.onMessage((message, event) => dispatch(protocol(), message, event)),
    ]
  }

  function dispatch(told: ChannelProtocol<In, Out>, message: In, event: MessageEventLike): void {
    const topic = topicOf(told.route(message))
    if (topic) {
      topic.position = told.positionOf?.(message) ?? topic.position
      change(topic, { ...topic.latest, data: message, lastMessage: event })
      pace.changed()
      topic.messages.emit(message, event)
    }
    const confirmed = topicOf(told.ackOf?.(message))
    if (confirmed) setStatus([confirmed], 'subscribed')
    const refusal = told.errorOf?.(message)
    const refused = topicOf(refusal?.key)
    if (refused) setStatus([refused], 'error', refusal?.error)
  }

  const topicOf = (key: string | undefined) => (key === undefined ? undefined : topics.get(key))

  function create(key: string, position: unknown): TopicState<In> {
    const topic: TopicState<In> = {
      key,
      messages: createEmitter(systemClock.reportError),
      changes: createEmitter(systemClock.reportError),
      wants: 0,
      cancelLinger: () => {},
      position,
      isAsked: false,
      latest: WANTED_CHANNEL,
      told: WANTED_CHANNEL,
      read: () => (topic.changes.size() > 0 ? topic.told : topic.latest),
      subscribe(listener) {
        if (topic.changes.size() === 0) topic.told = topic.latest
        return topic.changes.add(listener)
      },
    }
    topics.set(key, topic)
    if (topics.size === 1) stopListening = listen()
    return topic
  }

  function end(topic: TopicState<In>): void {
    topics.delete(topic.key)
    changed.delete(topic)
    if (topics.size === 0) stopListening.forEach((stop) => stop())
    if (!topic.isAsked || !canSendNow(connection)) return
    const message = protocol().unsubscribe?.(topic.key)
    if (message !== undefined) connection.send(message, { queue: false })
  }

  return {
    find: (key) => topics.get(key),
    want(key, position) {
      protocol() // throws where the mistake was made
      const topic = topics.get(key) ?? create(key, position)
      topic.cancelLinger()
      const isRefused = topic.latest.status === 'error'
      const isWantedAnew = topic.wants++ === 0
      // What was refused is not asked for again while others want it all the time.
      if (isRefused && isWantedAnew) topic.isAsked = false
      if (!isRefused || isWantedAnew) ask(topic)
      return topic
    },
    release(given) {
      const topic = given as TopicState<In>
      if (--topic.wants === 0) topic.cancelLinger = systemClock.setTimer(() => end(topic), connection.option('lingerMs') ?? 1000)
    },
  }
}

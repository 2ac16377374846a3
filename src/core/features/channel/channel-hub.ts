import { remember, type MessageHistory } from '../../connection/history'
import { readQuietly } from '../../connection/unheard-failures'
import { systemClock } from '../../platform/clock'
import { withDefaults } from '../../policy/defaults'
import { createEmitter, type Emitter } from '../../reactive/emitter'
import { createStore } from '../../reactive/store'
import type { ChannelProtocol, ChannelSnapshot, ChannelStatus } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import type { ConnectionSnapshot, KeptMessage } from '../../vocabulary/events'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { canSendNow } from '../can-send-now'

export const IDLE_CHANNEL: ChannelSnapshot<never> = { status: 'idle', data: undefined, lastMessage: null, error: null }

/** A channel that is in use, and whose subscribe message was not sent yet. */
export const WANTED_CHANNEL: ChannelSnapshot<never> = { ...IDLE_CHANNEL, status: 'subscribing' }

type Pending = Pick<ChannelSnapshot<never>, 'status' | 'error'>

/** The status of a channel while its connection is not open. Nothing is pending on one that has closed for good. */
export function pendingOn(state: ConnectionSnapshot | undefined): Pending {
  if (state?.phase !== 'closed') return { status: 'subscribing', error: null }
  return { status: 'error', error: readQuietly(() => state.error) }
}

/** What all holders of one key share. */
export interface Topic<In> {
  readonly messages: Emitter<[In, MessageEventLike]>
  read(): ChannelSnapshot<In>
  history(): readonly KeptMessage<In>[]
  subscribe(listener: () => void): Unsubscribe
}

interface TopicState<In> extends Topic<In> {
  readonly key: string
  readonly changes: Emitter<[]>
  holders: number
  cancelLinger: () => void
  position: unknown
  kept: MessageHistory<In> | null
  /** Whether the subscribe message was sent on the socket that is open now. */
  isSubscribeSent: boolean
  latest: ChannelSnapshot<In>
  /** The snapshot of the last notification: all subscribers see the same one until the next. */
  published: ChannelSnapshot<In>
}

export interface ChannelHub<In> {
  find(key: string): Topic<In> | undefined
  retain(key: string, position: unknown): Topic<In>
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
  /** Paces the notifications of all topics together. */
  const pace = createStore(() => null, connection, systemClock)
  pace.subscribe(() => {
    for (const topic of changed) {
      changed.delete(topic)
      topic.published = topic.latest
      topic.changes.emit()
    }
  })
  let stopListening: Unsubscribe[] = []

  function change(topic: TopicState<In>, to: ChannelSnapshot<In>): void {
    topic.latest = to
    changed.add(topic)
  }

  /** Changes of status are published at once. */
  function setStatus(affected: Iterable<TopicState<In>>, status: ChannelStatus, error: unknown = null): void {
    for (const topic of affected) {
      const { latest } = topic
      if (latest.status !== status || latest.error !== error) change(topic, { ...latest, status, error })
    }
    if (changed.size > 0) pace.notify()
  }

  /** Once on each socket. Not through the queue: the next open would send it again. */
  function sendSubscribe(topic: TopicState<In>): void {
    if (topic.isSubscribeSent || !canSendNow(connection)) return
    try {
      topic.isSubscribeSent = connection.send(protocol().subscribe(topic.key, topic.position), { queue: false }) === 'sent'
    } catch (error) {
      // The other channels must still be subscribed.
      systemClock.reportError(error)
      return setStatus([topic], 'error', error)
    }
    if (topic.isSubscribeSent) setStatus([topic], protocol().ackOf ? 'subscribing' : 'subscribed')
  }

  function followState(state: ConnectionSnapshot): void {
    if (state.phase === 'open' || state.phase === 'closing') return
    for (const topic of topics.values()) {
      topic.isSubscribeSent = false
      if (state.phase === 'idle') topic.kept = null
    }
    const { status, error } = pendingOn(state)
    setStatus(topics.values(), status, error)
  }

  function listen(): Unsubscribe[] {
    return [
      connection.on('ready', () => topics.forEach(sendSubscribe)),
      connection.on('state', followState),
      connection.onMessage((message, event) => dispatch(protocol(), message, event)),
    ]
  }

  function dispatch(rules: ChannelProtocol<In, Out>, message: In, event: MessageEventLike): void {
    const topic = topicOf(rules.route(message))
    if (topic) {
      topic.position = rules.positionOf?.(message) ?? topic.position
      change(topic, { ...topic.latest, data: message, lastMessage: event })
      topic.kept = remember(topic.kept, rules.history ?? 0, message, event, systemClock.now)
      pace.changed()
      topic.messages.emit(message, event)
    }
    const confirmed = topicOf(rules.ackOf?.(message))
    if (confirmed) setStatus([confirmed], 'subscribed')
    const refusal = rules.errorOf?.(message)
    const refused = topicOf(refusal?.key)
    if (refused) setStatus([refused], 'error', refusal?.error)
  }

  const topicOf = (key: string | undefined) => (key === undefined ? undefined : topics.get(key))

  function create(key: string, position: unknown): TopicState<In> {
    const first: ChannelSnapshot<In> = { ...WANTED_CHANNEL, ...pendingOn(connection.getSnapshot()) }
    const topic: TopicState<In> = {
      key,
      messages: createEmitter(systemClock.reportError),
      changes: createEmitter(systemClock.reportError),
      holders: 0,
      cancelLinger: () => {},
      position,
      kept: null,
      isSubscribeSent: false,
      latest: first,
      published: first,
      read: () => (topic.changes.size() > 0 ? topic.published : topic.latest),
      history: () => topic.kept?.messages(protocol().history ?? 0) ?? [],
      subscribe(listener) {
        if (topic.changes.size() === 0) topic.published = topic.latest
        return topic.changes.add(listener)
      },
    }
    topics.set(key, topic)
    if (topics.size === 1) stopListening = listen()
    return topic
  }

  function end(topic: TopicState<In>): void {
    topics.delete(topic.key)
    if (topics.size === 0) stopListening.forEach((stop) => stop())
    if (!topic.isSubscribeSent || !canSendNow(connection)) return
    const message = protocol().unsubscribe?.(topic.key)
    if (message !== undefined) connection.send(message, { queue: false })
  }

  return {
    find: (key) => topics.get(key),
    retain(key, position) {
      protocol() // throws where the mistake was made
      const topic = topics.get(key) ?? create(key, position)
      topic.cancelLinger()
      const hasFailed = topic.latest.status === 'error'
      const isFirst = topic.holders++ === 0
      // A channel that was refused is not subscribed again while it has other holders.
      if (hasFailed && isFirst) topic.isSubscribeSent = false
      if (!hasFailed || isFirst) sendSubscribe(topic)
      return topic
    },
    release(given) {
      const topic = given as TopicState<In>
      const lingerMs = withDefaults('lingerMs', connection.option('lingerMs'))
      if (--topic.holders === 0) topic.cancelLinger = systemClock.setTimer(() => end(topic), lingerMs)
    },
  }
}

import { remember } from '../../connection/history'
import { systemClock } from '../../platform/clock'
import { withDefaults } from '../../policy/defaults'
import { tryTo } from '../../policy/try-to'
import { createStore } from '../../reactive/store'
import type { ChannelProtocol, ChannelSnapshot, ChannelStatus } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import { mistake } from '../../vocabulary/errors'
import type { ConnectionSnapshot } from '../../vocabulary/events'
import type { RecoveryHost, TopicRecovery } from '../../vocabulary/recovery'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { createSubscribing } from './subscribing'
import { DUE, OVER, pendingOn, Topic } from './topic'

/** Greatest number of messages that wait for an ack because they belong to no channel yet. */
const MAX_OVERTAKING = 1000

/** What the protocol says about a message. */
type MessageRule = 'ackOf' | 'errorOf' | 'endOf' | 'route' | 'positionOf'
type Keys = string | readonly string[] | undefined

export interface ChannelHub<In> {
  find(key: string): Topic<In> | undefined
  history(topic: Topic<In>): ReturnType<NonNullable<Topic<In>['kept']>['messages']>
  /** @param listen Called before anything is sent. */
  retain(key: string, position: unknown, listen: (topic: Topic<In>) => void): Topic<In>
  release(topic: Topic<In>): void
  resubscribe(topic: Topic<In>): void
}

/** The channels of one connection: one listener on it, one look-up for each message, one notification for each frame. */
export function createChannelHub<In, Out>(connection: Connection<In, Out>): ChannelHub<In> {
  /** Read for each use: options are live. */
  function rules(): ChannelProtocol<In, Out> {
    const channels = connection.option('channels')
    if (channels) return channels
    throw mistake('channels-missing')
  }
  const topics = new Map<string, Topic<In>>()
  const changed = new Set<Topic<In>>()
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

  function change(topic: Topic<In>, fields: Partial<ChannelSnapshot<In>>): void {
    topic.latest = { ...topic.latest, ...fields }
    changed.add(topic)
  }

  /** Changes of status are published at once. */
  function show(topic: Topic<In>, status: ChannelStatus, error: unknown = null): void {
    const { latest } = topic
    if (latest.status === status && latest.error === error) return
    change(topic, { status, error })
    pace.notify()
  }

  function deliver(topic: Topic<In>, message: In, event: MessageEventLike, position: unknown): void {
    if (position !== undefined) topic.position = position ?? undefined
    change(topic, { data: message, lastMessage: event })
    topic.kept = remember(topic.kept, rules().history ?? 0, message, event, systemClock.now)
    pace.changed()
    topic.messages.emit(message, event)
  }

  const subscribing = createSubscribing(connection, {
    rules,
    show,
    subscribed(topic) {
      const recovery = recoveryOf(topic)
      if (recovery) recovery.subscribed(topic.ack, topic.given)
      else show(topic, 'subscribed')
    },
    ended(topic) {
      topics.delete(topic.key)
      if (topics.size === 0) stopListening.forEach((stop) => stop())
    },
  })

  /** What `recovery()` uses, so that its code is loaded only with it. */
  const recoveryHost: RecoveryHost<In, unknown> = {
    ...subscribing,
    rules,
    deliver,
    show,
    showVerdict(topic: Topic<In>, recovery) {
      if (topic.latest.recovery !== recovery) {
        change(topic, { recovery })
        pace.notify()
      }
      if (recovery) topic.recoveries.emit(recovery)
    },
  }

  const recoveryOf = (topic: Topic<In>): TopicRecovery<In> | null | undefined => {
    const { recovery } = rules()
    return recovery && (topic.recovery ??= recovery.attach(topic, recoveryHost))
  }

  function followState(state: ConnectionSnapshot): void {
    if (state.phase === 'open') return
    // Also while closing: no message is delivered after `disconnect()`, whatever waits or loads.
    subscribing.socketLost()
    const { status, error } = pendingOn(state)
    for (const topic of topics.values()) {
      subscribing.stop(topic, DUE)
      if (topic.isEnding) subscribing.end(topic)
      if (state.phase === 'idle') topic.kept = null
      if (state.phase !== 'closing' && topic.latest.status !== 'ended') show(topic, status, error)
    }
  }

  const listen = (): Unsubscribe[] => [
    connection.on('ready', () => subscribing.request(topics.values())),
    connection.on('state', followState),
    connection.onMessage(dispatch),
  ]

  function dispatch(message: In, event: MessageEventLike): void {
    const protocol = rules()
    const { overtaking } = subscribing
    /** A mistake in one function must not keep the message from the others. */
    function evaluate<K extends MessageRule>(name: K): ReturnType<NonNullable<ChannelProtocol<In, Out>[K]>> | undefined {
      try {
        return (protocol as Pick<ChannelProtocol<In, Out>, K>)[name]?.(message) as ReturnType<typeof evaluate<K>>
      } catch (error) {
        systemClock.reportError(error)
        return undefined
      }
    }
    const confirmed = evaluate('ackOf')
    const refusal = evaluate('errorOf')
    const ended = evaluate('endOf')
    if (confirmed !== undefined) {
      const again = overtaking.splice(0)
      forEachTopic(confirmed, (topic) => {
        const isNew = topic.step && !topic.isSubscribed && topic.latest.status !== 'ended'
        if (isNew) subscribing.confirm(topic, message)
      })
      for (const each of again)
        if (connection.getSnapshot().phase === 'open') tryTo(() => dispatch(...each), systemClock.reportError)
    }
    const keys = evaluate('route')
    if (keys === undefined && protocol.ackOf && confirmed === undefined && !refusal && ended === undefined && subscribing.isPending()) {
      if (overtaking.push([message, event]) > MAX_OVERTAKING) overtaking.shift()
    }
    forEachTopic(keys, (topic) => {
      const recovery = recoveryOf(topic)
      if (recovery) recovery.take(message, event)
      else deliver(topic, message, event, evaluate('positionOf'))
    })
    forEachTopic(refusal?.key, (topic) => {
      if (topic.latest.status !== 'ended') subscribing.refuse(topic, refusal!.error)
    })
    forEachTopic(ended, (topic) => {
      subscribing.stop(topic, OVER)
      if (topic.isEnding) subscribing.end(topic)
      else show(topic, 'ended')
    })
  }

  /** One look-up in the common case. */
  function forEachTopic(keys: Keys, run: (topic: Topic<In>) => void): void {
    if (Array.isArray(keys)) for (const key of new Set(keys as string[])) forEachTopic(key, run)
    else if (keys !== undefined) {
      const topic = topics.get(keys as string)
      if (topic) run(topic)
    }
  }

  function create(key: string, position: unknown): Topic<In> {
    const topic = new Topic<In>(key, position, pendingOn(connection.getSnapshot()))
    topics.set(key, topic)
    if (topics.size === 1) stopListening = listen()
    return topic
  }

  return {
    find(key) {
      const topic = topics.get(key)
      return topic?.isEnding ? undefined : topic
    },
    history: (topic) => topic.kept?.messages(rules().history ?? 0) ?? [],
    retain(key, position, listen) {
      rules() // throws where the mistake was made
      const topic = topics.get(key) ?? create(key, position)
      topic.cancelLinger()
      topic.isEnding = false
      const { status } = topic.latest
      const isOver = status === 'error' || status === 'ended'
      const isFirst = topic.holders++ === 0
      listen(topic)
      // A channel that has failed or ended is not subscribed again while it has other holders.
      if (!isOver) subscribing.requestSoon(topic)
      else if (isFirst) subscribing.resubscribe(topic)
      return topic
    },
    release(topic) {
      const lingerMs = withDefaults('lingerMs', connection.option('lingerMs'))
      if (--topic.holders === 0) topic.cancelLinger = systemClock.setTimer(() => subscribing.end(topic), lingerMs)
    },
    resubscribe: subscribing.resubscribe,
  }
}

import { systemClock } from '../../platform/clock'
import { withDefaults } from '../../policy/defaults'
import { isPromise } from '../../policy/is-promise'
import type { ChannelFrame, ChannelProtocol, ChannelStatus } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import { failure, isFatal, mistake } from '../../vocabulary/errors'
import type { ConnectionSnapshot } from '../../vocabulary/events'
import type { RecoveryHost } from '../../vocabulary/recovery'
import type { MessageEventLike, Unsubscribe } from '../../vocabulary/wire'
import { canSendNow } from '../can-send-now'
import { featureTapOf } from '../tap/feature-tap'
import type { MessageSource } from '../message-source'
import { createPacer } from './pacing'
import { createPublisher } from './publishing'
import { DEFAULT_TIMEOUT_MS, evaluate, retryDelayMs } from './protocol'
import { DUE, ENDED, FAILED, PREPARING, SENT, SUBSCRIBED, pendingOn, Topic, type Step, type TopicListeners } from './topic'

/** Greatest number of messages that wait for an ack because they belong to no channel yet. */
const MAX_OVERTAKING = 1000

export interface ChannelHub<In> {
  /** For tools. */
  readonly topics: ReadonlyMap<string, Topic<In>>
  find(key: string): Topic<In> | undefined
  /** Adds the listener before anything is sent. */
  hold<K extends keyof TopicListeners<In>>(key: string, position: unknown, type: K, listener: TopicListeners<In>[K]): Unsubscribe
  restart(topic: Topic<In>): void
  /** What the channel has in addition, where another realm owns its subscription. */
  sourceOf?(key: string): Pick<MessageSource<In>, 'onHistory'>
}

/** The channels of one connection: one listener on it, one look-up for each message, one notification for each frame. */
export function createChannelHub<In, Out>(connection: Connection<In, Out>): ChannelHub<In> {
  const topics = new Map<string, Topic<In>>()
  /** Topics whose subscription is not confirmed yet. */
  const pending = new Set<Topic<In>>()
  /** Messages that came before the ack that makes them belong to a channel. */
  const overtaking: [In, MessageEventLike][] = []
  let isRequested = false
  let stopListening: Unsubscribe[] = []
  /** Read for each use: options are live. */
  const rules = (): ChannelProtocol<In, Out> => connection.option('channels')!
  const { show, deliver } = createPublisher<In>(connection, () => rules().history)
  const pacer = createPacer<In, Out>(connection, rules, sent, fail)

  /** Subscribes those that are due: with `subscribeMany` all of them together. */
  function begin(candidates = [...topics.values()]): void {
    isRequested = false
    const group = new Set(candidates.filter(({ step }) => step === DUE))
    const [first] = group
    const protocol = rules()
    if (!first || !canSendNow(connection)) return
    if (!protocol.subscribeMany && group.size > 1) return group.forEach((topic) => begin([topic]))
    // `subscribe` gets it as its context: nothing else is made for a signal that most protocols do not read.
    const controller = new AbortController()
    for (const topic of group) {
      topic.controller = controller
      topic.group = group
      topic.step = PREPARING
      topic.ack = undefined
      pending.add(topic)
    }
    const failAll = (error: unknown) => group.forEach((topic) => fail(topic, error))
    const sendAll = (frame: ChannelFrame<Out>) => pacer.send(frame, group) || group.forEach((topic) => confirm(topic))
    try {
      const result = protocol.subscribeMany
        ? protocol.subscribeMany([...group].map(({ key, position }) => ({ key, position })))
        : protocol.subscribe(first.key, first.position, controller)
      if (isPromise(result)) result.then(sendAll, failAll)
      else sendAll(result)
    } catch (error) {
      // The other channels must still be subscribed.
      systemClock.reportError(error)
      failAll(error)
    }
  }

  const unsubscribe = ({ key, ack }: Topic<In>) =>
    pacer.send(evaluate<In, Out, 'unsubscribe'>(rules(), 'unsubscribe', key, ack), new Set(), key)

  function sent(topic: Topic<In>): void {
    const { ackOf, subscribeTimeoutMs = DEFAULT_TIMEOUT_MS } = rules()
    if (!ackOf) return confirm(topic)
    topic.cancelTimer = systemClock.setTimer(() => fail(topic, failure('subscribe-timeout'), SENT), subscribeTimeoutMs)
  }

  /** The end of everything that is pending for a topic. Returns false when the topic is gone with it. */
  function settle(topic: Topic<In>, step: Step, status?: ChannelStatus, error?: unknown): boolean {
    topic.cancelTimer?.()
    pending.delete(topic)
    if (pending.size === 0) overtaking.length = 0
    if (step !== SUBSCRIBED || topic.isEnding) {
      topic.controller?.abort()
      topic.group?.delete(topic)
      topic.recovery?.reset()
    }
    topic.step = step
    if (topic.isEnding) {
      topics.delete(topic.key)
      if (topics.size === 0) stopListening.forEach((stop) => stop())
      if (step === SENT || step === SUBSCRIBED) unsubscribe(topic)
    } else if (status) show(topic, status, error)
    return !topic.isEnding
  }

  function confirm(topic: Topic<In>, ack?: In): void {
    if (topic.step >= SUBSCRIBED) return
    topic.ack = ack
    topic.failures = 0
    if (!settle(topic, SUBSCRIBED)) return
    const recovery = recoveryOf(topic, rules())
    if (recovery) recovery.subscribed()
    else show(topic, 'subscribed')
  }

  /**
   * Shows the error and runs `again` after the backoff.
   *
   * @param step `SENT` when the server may know the subscription although it is not confirmed.
   * @returns Whether there is a retry.
   */
  function fail(topic: Topic<In>, error: unknown, step: Step = FAILED, again = () => restart(topic, topic.failures)): boolean {
    if (topic.step === ENDED || !settle(topic, step)) return false
    const isRetried = rules().retry !== false && !isFatal(error)
    if (isRetried) topic.cancelTimer = systemClock.setTimer(again, retryDelayMs(rules(), topic.failures++))
    show(topic, 'error', error)
    return isRetried
  }

  /** Subscribes again, unless a subscription is pending. The next user of a channel that lingers does it. */
  function restart(topic: Topic<In>, failures = 0): void {
    topic.failures = failures
    if (pending.has(topic) || topic.holders === 0) return
    if (topic.step === SUBSCRIBED) unsubscribe(topic)
    settle(topic, DUE, ...pendingOn(connection.getSnapshot()))
    // With `subscribeMany` together with others of the same moment.
    if (!rules().subscribeMany) return begin([topic])
    if (!isRequested) void Promise.resolve().then(() => begin())
    isRequested = true
  }

  function end(topic: Topic<In>): void {
    topic.isEnding = true
    if (!pending.has(topic)) settle(topic, topic.step)
    // One message may subscribe several channels: it is still sent for the others.
    else if (topic.step === PREPARING && [...topic.group!].every(({ isEnding }) => isEnding)) topic.group!.forEach((each) => settle(each, DUE))
  }

  function followState(state: ConnectionSnapshot): void {
    if (state.phase === 'open') return
    // Also while closing: no message is delivered after `disconnect()`, whatever waits or loads.
    pacer.clear()
    const shown: [status?: ChannelStatus, error?: unknown] = state.phase === 'closing' ? [] : pendingOn(state)
    for (const topic of topics.values()) {
      if (state.phase === 'idle') topic.kept = null
      if (topic.step !== ENDED) settle(topic, DUE, ...shown)
    }
  }

  function recoveryOf(topic: Topic<In>, { recovery }: ChannelProtocol<In, Out>) {
    return recovery && (topic.recovery ??= recovery.attach(topic, hub))
  }

  function take(topic: Topic<In>, message: In, event: MessageEventLike): void {
    const protocol = rules()
    const recovery = recoveryOf(topic, protocol)
    if (recovery) recovery.take(message, event)
    else deliver(topic, message, event, evaluate(protocol, 'positionOf', message))
  }

  /** One look-up in the common case, and no closure. */
  function forEachTopic<A, B>(keys: string | readonly string[] | undefined, run: (topic: Topic<In>, first: A, second: B) => unknown, first: A, second: B): void {
    if (Array.isArray(keys)) for (const key of new Set(keys as string[])) forEachTopic(key, run, first, second)
    else {
      const topic = topics.get(keys as string)
      if (topic) run(topic, first, second)
    }
  }

  function dispatch(message: In, event: MessageEventLike): void {
    const protocol = rules()
    const confirmed = evaluate(protocol, 'ackOf', message)
    const refusal = evaluate(protocol, 'errorOf', message)
    const ended = evaluate(protocol, 'endOf', message)
    if (confirmed !== undefined) {
      const again = overtaking.splice(0)
      forEachTopic(confirmed, confirm, message, undefined)
      for (const each of again) if (canSendNow(connection)) dispatch(...each)
    }
    const keys = evaluate(protocol, 'route', message)
    if (pending.size > 0 && (keys ?? confirmed ?? refusal ?? ended) === undefined && overtaking.push([message, event]) > MAX_OVERTAKING)
      overtaking.shift()
    forEachTopic(keys, take, message, event)
    forEachTopic(refusal?.key, fail, refusal?.error, undefined)
    forEachTopic(ended, settle, ENDED, 'ended' as const)
  }

  const hub: ChannelHub<In> & RecoveryHost<In, unknown> = {
    connection,
    topics,
    rules,
    show,
    deliver,
    fail,
    restart,
    find(key) {
      const topic = topics.get(key)
      return topic?.isEnding ? undefined : topic
    },
    hold(key, position, type, listener) {
      if (!connection.option('channels')) throw mistake('channels-missing')
      const topic = topics.get(key) ?? new Topic<In>(key, position, pendingOn(connection.getSnapshot()))
      if (topics.size === 0)
        stopListening = [connection.on('ready', begin), connection.on('state', followState), connection.onMessage(dispatch)]
      topics.set(key, topic)
      topic.cancelLinger?.()
      topic.isEnding = false
      topic.holders++
      const { status } = topic.read()
      const stop = topic.on(type, listener)
      featureTapOf(connection)?.channel(topic)
      // A channel that has failed or ended is not subscribed again while it has other holders.
      if (topic.holders === 1 && status !== 'subscribed' && status !== 'loading') restart(topic)
      let isHeld = true
      return () => {
        stop()
        const lingerMs = withDefaults('lingerMs', connection.option('lingerMs'))
        if (isHeld && --topic.holders === 0) topic.cancelLinger = systemClock.setTimer(() => end(topic), lingerMs)
        isHeld = false
        featureTapOf(connection)?.channel(topic)
      }
    },
  }
  return hub
}

import { systemClock } from '../../platform/clock'
import { backoffDelay } from '../../policy/backoff'
import { tryTo } from '../../policy/try-to'
import { membersOf } from '../../vocabulary/batch'
import type { ChannelFrame, ChannelProtocol, ChannelStatus } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import { failure, isFatal } from '../../vocabulary/errors'
import type { MessageEventLike } from '../../vocabulary/wire'
import { canSendNow } from '../can-send-now'
import { Attempt } from './attempt'
import { createPacer } from './pacing'
import { DUE, OVER, PREPARING, SENT, SUBSCRIBED, pendingOn, type Step, type Topic } from './topic'

type Delay = Extract<ChannelProtocol['retry'], (...args: never[]) => unknown>

const DEFAULT_TIMEOUT_MS = 10_000

export interface SubscribingHost<In, Out> {
  /** Read for each use: options are live. */
  rules(): ChannelProtocol<In, Out>
  show(topic: Topic<In>, status: ChannelStatus, error?: unknown): void
  /** The subscription is confirmed. */
  subscribed(topic: Topic<In>): void
  /** Nothing is pending for this topic any more, and nobody uses it. */
  ended(topic: Topic<In>): void
}

/** What is sent for the topics of one connection: when they are subscribed, subscribed again, and unsubscribed. */
export interface Subscribing<In> {
  /** Whether a subscription is not confirmed yet. */
  isPending(): boolean
  /** Messages that came before the ack that makes them belong to a channel. Discarded when no ack is pending. */
  readonly overtaking: [In, MessageEventLike][]
  /** Subscribes those that are due. */
  request(topics: Iterable<Topic<In>>): void
  /** The same, together with others of the same moment. */
  requestSoon(topic: Topic<In>): void
  confirm(topic: Topic<In>, ack?: In): void
  refuse(topic: Topic<In>, error: unknown): void
  resubscribe(topic: Topic<In>): void
  /** Shows the error and runs `again` after the backoff. Returns false when there is no retry. */
  failed(topic: Topic<In>, error: unknown, again: () => void): boolean
  delayMs(attempt: number): number
  /** Cancels everything that is pending for a topic. */
  stop(topic: Topic<In>, step: Step): void
  /** Nobody uses the topic any more. */
  end(topic: Topic<In>): void
  socketLost(): void
}

export function createSubscribing<In, Out>(connection: Connection<In, Out>, host: SubscribingHost<In, Out>): Subscribing<In> {
  const { rules, show } = host
  const report = systemClock.reportError
  const pending = new Set<Topic<In>>()
  const overtaking: [In, MessageEventLike][] = []
  const pacer = createPacer<In, Out>(connection, () => rules().maxPerSecond)
  const soon = new Set<Topic<In>>()

  function request(topics: Iterable<Topic<In>>): void {
    const due = [...topics].filter(({ step, latest }) => step === DUE && latest.status !== 'ended')
    if (due.length === 0 || !canSendNow(connection)) return
    if (rules().subscribeMany) begin(due)
    // A listener may have caused the subscription of a later one.
    else for (const topic of due) if (topic.step === DUE) begin([topic])
  }

  function requestSoon(topic: Topic<In>): void {
    if (!rules().subscribeMany) return request([topic])
    soon.add(topic)
    if (soon.size > 1) return
    void Promise.resolve().then(() => {
      const topics = [...soon]
      soon.clear()
      request(topics)
    })
  }

  function begin(group: readonly Topic<In>[]): void {
    const attempt = new Attempt()
    const current = () => group.filter((topic) => topic.attempt === attempt)
    const failAll = (error: unknown) => current().forEach((topic) => refuse(topic, error))

    function sendAll(frame: ChannelFrame<Out>): void {
      const messages = messagesOf(frame)
      if (messages.length === 0) return current().forEach((topic) => confirm(topic))
      pacer.send({
        messages,
        start() {
          const topics = current()
          for (const topic of topics) if (topic.step === PREPARING) topic.step = SENT
          return topics.length > 0
        },
        failed: failAll,
        done() {
          for (const topic of current()) if (topic.step === SENT) sent(topic)
        },
      })
    }

    for (const topic of group) {
      topic.attempt = attempt
      topic.step = PREPARING
      topic.given = topic.position
      pending.add(topic)
      show(topic, 'subscribing')
    }
    try {
      const { key, position } = group[0]!
      const result = rules().subscribeMany
        ? rules().subscribeMany!(group.map((topic) => ({ key: topic.key, position: topic.position })))
        : rules().subscribe(key, position, attempt)
      if (isPromise(result)) result.then(sendAll, failAll)
      else sendAll(result)
    } catch (error) {
      // The other channels must still be subscribed.
      report(error)
      failAll(error)
    }
  }

  function sent(topic: Topic<In>): void {
    const { ackOf, subscribeTimeoutMs = DEFAULT_TIMEOUT_MS } = rules()
    if (!ackOf) return confirm(topic)
    topic.cancelTimer = systemClock.setTimer(() => fail(topic, failure('subscribe-timeout'), SENT), subscribeTimeoutMs)
  }

  function confirm(topic: Topic<In>, ack?: In): void {
    settle(topic)
    topic.step = SUBSCRIBED
    topic.ack = ack
    topic.failures = 0
    if (topic.isEnding) finish(topic)
    else host.subscribed(topic)
  }

  const refuse = (topic: Topic<In>, error: unknown) => fail(topic, error, OVER)

  /** @param step `SENT` when the server may know the subscription although it is not confirmed. */
  function fail(topic: Topic<In>, error: unknown, step: Step): void {
    stop(topic, step)
    if (topic.isEnding) return finish(topic)
    failed(topic, error, () => {
      topic.step = DUE
      request([topic])
    })
  }

  function failed(topic: Topic<In>, error: unknown, again: () => void): boolean {
    const isRetried = rules().retry !== false && !isFatal(error)
    // Nothing is retried for a channel that lingers. Its next user subscribes again.
    if (isRetried) topic.cancelTimer = systemClock.setTimer(() => topic.holders > 0 && again(), delayMs(topic.failures++))
    show(topic, 'error', error)
    return isRetried
  }

  function delayMs(attempt: number): number {
    const protocol = rules()
    let given: number | undefined
    if (typeof protocol.retry === 'function') tryTo(() => (given = (protocol.retry as Delay)(attempt, null)), report)
    return given ?? backoffDelay(attempt, systemClock.random())
  }

  function stop(topic: Topic<In>, step: Step): void {
    settle(topic)
    topic.attempt?.abort()
    topic.attempt = null
    topic.recovery?.reset(topic.isSubscribed && step !== DUE)
    topic.step = step
  }

  function settle(topic: Topic<In>): void {
    topic.cancelTimer()
    pending.delete(topic)
    if (pending.size === 0) overtaking.length = 0
  }

  function resubscribe(topic: Topic<In>): void {
    topic.failures = 0
    if (pending.has(topic)) return
    const isKnown = topic.isSubscribed
    stop(topic, OVER)
    if (isKnown) unsubscribe(topic)
    topic.step = DUE
    const { status, error } = pendingOn(connection.getSnapshot())
    show(topic, status, error)
    requestSoon(topic)
  }

  function unsubscribe(topic: Topic<In>): void {
    if (!canSendNow(connection)) return
    tryTo(() => {
      const messages = messagesOf(rules().unsubscribe?.(topic.key, topic.ack))
      if (messages.length > 0) pacer.send({ messages })
    }, report)
  }

  function end(topic: Topic<In>): void {
    topic.isEnding = true
    if (!pending.has(topic)) return finish(topic)
    // One message may subscribe several channels: it is still sent for the others.
    const group = [...pending].filter(({ attempt }) => attempt === topic.attempt)
    if (topic.step === PREPARING && group.every(({ isEnding }) => isEnding)) group.forEach(finish)
  }

  function finish(topic: Topic<In>): void {
    const { step } = topic
    stop(topic, DUE)
    host.ended(topic)
    if (step === SENT || step === SUBSCRIBED) unsubscribe(topic)
  }

  return {
    isPending: () => pending.size > 0,
    overtaking,
    request,
    requestSoon,
    confirm,
    refuse,
    resubscribe,
    failed,
    delayMs,
    stop,
    end,
    socketLost: pacer.clear,
  }
}

const isPromise = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof (value as { then?: unknown } | null | undefined)?.then === 'function'

const messagesOf = <Out>(frame: ChannelFrame<Out>): Out[] => (frame === undefined ? [] : [...membersOf<Out>(frame)])

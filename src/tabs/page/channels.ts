import { createPublisher } from '../../core/features/channel/publishing'
import { DUE, ENDED, pendingOn, SUBSCRIBED, type Topic } from '../../core/features/channel/topic'
import { featureTapOf } from '../../core/features/tap/feature-tap'
import type { ChannelHub } from '../../core/features/channel/hub'
import { systemClock } from '../../core/platform/clock'
import { tryTo } from '../../core/policy/try-to'
import { withDefaults } from '../../core/policy/defaults'
import type { MessageEventLike, Unsubscribe } from '../../core/vocabulary/wire'
import type { Connection } from '../../core/vocabulary/connection'
import { fromSent } from '../protocol/errors'
import { NOWHERE, type OutgoingRequest } from '../protocol/messages'
import type { ChannelNews, MirrorInterpreter } from './mirror-interpreter'
import { setChannelHistory } from './remote-options'
import { RemoteTopic } from './remote-topic'

/**
 * The channels of a page. The worker subscribes for all pages together, and decides the status; the page has holders, and knows
 * how far it has read.
 */
export function createRemoteHub(
  connection: Connection<unknown, unknown>,
  inside: MirrorInterpreter,
  post: (request: OutgoingRequest) => void,
): ChannelHub<unknown> & ChannelNews {
  const topics = new Map<string, RemoteTopic>()
  const bySubscription = new Map<number, RemoteTopic>()
  let lastSubscription = 0
  const onHistory = new Map<string, Set<() => void>>()
  const { show, deliver } = createPublisher<unknown>(connection, () => history)
  let history = 0
  let stopListening: Unsubscribe = () => {}

  function subscribe({ key, position, step, subscription, readUpTo, hasGap }: RemoteTopic): void {
    // One that has ended is not subscribed again with the next socket.
    if (step !== ENDED && inside.state.lease === 'held') post({ type: 'subscribe', subscription, key, position, after: hasGap ? NOWHERE : readUpTo })
  }

  function restart(topic: Topic<unknown>): void {
    if (topic.holders === 0) return
    topic.step = DUE
    if (inside.state.lease === 'held') post({ type: 'resubscribe', key: topic.key })
    show(topic, ...pendingOn(connection.getSnapshot()))
  }

  function end(topic: RemoteTopic): void {
    post({ type: 'unsubscribe', key: topic.key })
    topics.delete(topic.key)
    bySubscription.delete(topic.subscription)
    if (topics.size === 0) stopListening()
  }

  function followState(): void {
    const state = connection.getSnapshot()
    if (inside.state.lease === 'held' && state.phase !== 'closed') return
    // Nobody else tells while the worker does not know the page.
    for (const topic of topics.values()) {
      if (state.phase === 'idle') topic.kept = null
      if (topic.step === ENDED || state.phase === 'closing') continue
      topic.step = DUE
      show(topic, ...pendingOn(state))
    }
  }

  return {
    topics,
    find: (key) => topics.get(key),
    sourceOf: (key) => ({
      onHistory(listener) {
        const listeners = (onHistory.get(key) ?? new Set())
        onHistory.set(key, listeners.add(listener))
        return () => {
          if (listeners.delete(listener) && listeners.size === 0) onHistory.delete(key)
        }
      },
    }),
    restart,
    wanted: () => topics.forEach(subscribe),
    hold(key, position, type, listener) {
      const known = topics.get(key)
      const topic = known ?? new RemoteTopic(++lastSubscription, key, position, pendingOn(connection.getSnapshot()))
      if (topics.size === 0) stopListening = connection.on('state', followState)
      topics.set(key, topic)
      bySubscription.set(topic.subscription, topic)
      topic.cancelLinger?.()
      topic.holders++
      const stop = topic.on(type, listener)
      featureTapOf(connection)?.channel(topic)
      const { status } = topic.latest
      if (!known) subscribe(topic)
      // One that has failed or ended is subscribed again by its next first user.
      else if (topic.holders === 1 && status !== 'subscribed' && status !== 'loading') restart(topic)
      let isHeld = true
      return () => {
        stop()
        const lingerMs = withDefaults('lingerMs', connection.option('lingerMs'))
        if (isHeld && --topic.holders === 0) topic.cancelLinger = systemClock.setTimer(() => end(topic), lingerMs)
        isHeld = false
        featureTapOf(connection)?.channel(topic)
      }
    },
    receive(news) {
      const topic = bySubscription.get(news.subscription)
      // Its error is that of the connection then.
      if (!topic || (news.type === 'topic' && connection.getSnapshot().phase === 'closed')) return
      if (news.type === 'recovery') {
        // What it has read before is no place to continue from.
        if (news.verdict !== 'resumed') topic.readUpTo = NOWHERE
        topic.hasGap = news.verdict === 'gap'
        show(topic, topic.latest.status, topic.latest.error, news.verdict)
        topic.emit('recovery', news.verdict)
      } else if (news.type === 'topic') {
        const { status, error, verdict, read: complete } = news
        if (news.history !== undefined && news.history !== history) {
          history = news.history
          setChannelHistory(inside.options, history)
        }
        if (complete) {
          topic.readUpTo = complete.upTo
          topic.position = complete.position ?? undefined
        }
        topic.step = status === 'subscribed' ? SUBSCRIBED : status === 'ended' ? ENDED : topic.step
        show(topic, status, error && fromSent(error), verdict)
      } else if (news.type === 'history') {
        if (!topic.start(history, news.messages, news.latest)) return
        for (const listener of onHistory.get(topic.key) ?? []) tryTo(listener, systemClock.reportError)
        topic.emit('change')
      } else {
        const { readUpTo, position, own, conflated = 0 } = news
        const before = topic.readUpTo
        if (readUpTo) {
          // A message that was posted before the page asked for what follows it.
          if (before?.topic === readUpTo.topic && before.sequence >= readUpTo.sequence) return
          topic.readUpTo = readUpTo
        }
        topic.hasGap = false
        topic.conflated += conflated
        const message = own ? own.message : inside.last!.message
        const event = own ? ({ type: 'message', data: message } as MessageEventLike) : inside.last!.event
        deliver(topic, message, event, position)
      }
    },
  }
}

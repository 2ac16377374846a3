import { remember } from '../../connection/history'
import { systemClock } from '../../platform/clock'
import { createStore } from '../../reactive/store'
import type { ChannelStatus } from '../../vocabulary/channel'
import type { NotifyMode } from '../../vocabulary/events'
import type { RecoveryVerdict } from '../../vocabulary/recovery'
import type { MessageEventLike } from '../../vocabulary/wire'
import { featureTapOf } from '../tap/feature-tap'
import type { Topic } from './topic'

export interface Publisher<In> {
  /** A status is published at once. Without `recovery` the last verdict stays. */
  show(topic: Topic<In>, status: ChannelStatus, error?: unknown, recovery?: RecoveryVerdict | null): void
  /** A position of undefined keeps the last one, null forgets it. */
  deliver(topic: Topic<In>, message: In, event: MessageEventLike, position: unknown): void
}

/** What users see of the topics of one connection. */
export function createPublisher<In>(connection: { readonly notify: NotifyMode }, history: () => number | undefined): Publisher<In> {
  const changed = new Set<Topic<In>>()
  /** Paces the notifications of all topics together. */
  const store = createStore(() => null, connection, systemClock)
  store.subscribe(() => {
    for (const topic of changed) {
      changed.delete(topic)
      topic.published = topic.latest
      topic.emit('change')
    }
  })

  return {
    show(topic, status, error = null, recovery = topic.latest.recovery) {
      const { latest } = topic
      if (latest.status === status && latest.error === error && latest.recovery === recovery) return
      topic.latest = { ...latest, status, error, recovery }
      featureTapOf(connection)?.channel(topic)
      changed.add(topic)
      store.notify()
    },
    deliver(topic, message, event, position) {
      if (position !== undefined) topic.position = position ?? undefined
      // Without a spread, which takes a third of the time of a message.
      const { status, recovery, error } = topic.latest
      topic.latest = { status, recovery, data: message, lastMessage: event, error }
      changed.add(topic)
      topic.kept = remember(topic.kept, history() ?? 0, message, event, systemClock.now)
      store.changed()
      topic.emit('message', message, event)
    },
  }
}

import type { Topic } from '../../core/features/channel/topic'
import type { ChannelProtocol } from '../../core/vocabulary/channel'
import type { Connection } from '../../core/vocabulary/connection'
import type { RecoveryOptions } from '../../core/vocabulary/recovery'
import type { TopicLog } from './topic-log'

/** A channel that the worker has subscribed for all pages. */
export interface SharedTopic {
  /** Distinguishes it from an earlier subscription of the same key. */
  readonly name: string
  readonly key: string
  readonly connection: Connection<unknown, unknown>
  readonly log: TopicLog
  /** What the core knows of it. */
  core(): Topic<unknown> | undefined
  rules(): ChannelProtocol
}

/** The options of its `recovery`. None of them is there without one. */
export const recoveryOf = ({ rules }: SharedTopic): Partial<RecoveryOptions<unknown, unknown>> => rules().recovery?.options ?? {}

/** What the channel has delivered to the pages before. Null before the first message. */
export function historyOf({ core }: SharedTopic, limit: number) {
  const { kept, latest } = core() ?? {}
  if (!latest?.lastMessage) return null
  return { messages: (kept?.messages(limit) ?? []).map(({ message, at }) => ({ message, at })), latest: latest.data }
}

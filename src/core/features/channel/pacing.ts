import { systemClock } from '../../platform/clock'
import { membersOf } from '../../vocabulary/batch'
import type { ChannelFrame } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import { canSendNow } from '../can-send-now'
import { PREPARING, SENT, type Topic } from './topic'

/** A message that waits for its turn. */
interface Frame<In, Out> {
  readonly message: Out
  readonly isLast: boolean
  /** The channel that it unsubscribes. */
  readonly key: string | undefined
  /** The topics that it subscribes. When there are none any more, nobody needs it. */
  readonly topics: (() => readonly Topic<In>[]) | undefined
  /** Goes before those that only unsubscribe. */
  isFirst: boolean
}

export interface Pacer<In, Out> {
  /** Returns whether there is anything to send. */
  send(frame: ChannelFrame<Out>, key: string | undefined, topics?: () => readonly Topic<In>[]): boolean
  /** Discards what waits. */
  clear(): void
}

/**
 * Sends the messages of channels. With a limit they are evenly spaced; without one, nothing waits and there is no timer.
 *
 * @param sent Called when the last message of a topic was sent, unless the server has answered already.
 */
export function createPacer<In, Out>(
  connection: Connection<In, Out>,
  sent: (topic: Topic<In>) => void,
  fail: (topic: Topic<In>, error: unknown) => void,
): Pacer<In, Out> {
  let frames: Frame<In, Out>[] = []
  let cancelPause: (() => void) | null = null

  function flush(): void {
    while (!cancelPause && frames.length > 0) {
      const { message, isLast, topics } = frames.splice(Math.max(0, frames.findIndex(({ isFirst }) => isFirst)), 1)[0]!
      const group = topics?.() ?? []
      if (!canSendNow(connection) || (topics && group.length === 0)) continue
      const limit = connection.option('channels')?.maxPerSecond
      if (limit) cancelPause = systemClock.setTimer(endPause, 1000 / limit)
      for (const topic of group) if (topic.step === PREPARING) topic.step = SENT
      try {
        connection.send(message, { queue: false })
        for (const topic of group) if (isLast && topic.step === SENT) sent(topic)
      } catch (error) {
        systemClock.reportError(error)
        for (const topic of group) fail(topic, error)
      }
    }
  }

  function endPause(): void {
    cancelPause = null
    flush()
  }

  return {
    send(given, key, topics) {
      const messages = given === undefined ? [] : membersOf<Out>(given)
      // What unsubscribes from the same channel stays before it.
      for (const frame of frames) frame.isFirst ||= topics?.().some((topic) => topic.key === frame.key) === true
      messages.forEach((message, index) =>
        frames.push({ message, key, topics, isFirst: topics !== undefined, isLast: index === messages.length - 1 }),
      )
      flush()
      return messages.length > 0
    },
    clear() {
      frames = []
      cancelPause?.()
      cancelPause = null
    },
  }
}

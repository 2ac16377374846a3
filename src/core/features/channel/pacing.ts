import { systemClock } from '../../platform/clock'
import { membersOf } from '../../vocabulary/batch'
import type { ChannelFrame, ChannelProtocol } from '../../vocabulary/channel'
import type { Connection } from '../../vocabulary/connection'
import { canSendNow } from '../can-send-now'
import { PREPARING, SENT, type Topic } from './topic'

/** A message that waits for its turn. */
interface Frame<In, Out> {
  readonly message: Out
  /** The topics that it subscribes. When there are none any more, nobody needs it. */
  readonly group: ReadonlySet<Topic<In>>
  /** The channel that it unsubscribes. */
  readonly key: string | undefined
  /** Goes before those that only unsubscribe. */
  isFirst: boolean
}

export interface Pacer<In, Out> {
  /**
   * @param group The topics that it subscribes, as long as they need it.
   * @param key The channel that it unsubscribes.
   * @returns Whether there is anything to send.
   */
  send(given: ChannelFrame<Out>, group: ReadonlySet<Topic<In>>, key?: string): boolean
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
  rules: () => ChannelProtocol<In, Out>,
  sent: (topic: Topic<In>) => void,
  fail: (topic: Topic<In>, error: unknown) => void,
): Pacer<In, Out> {
  let frames: Frame<In, Out>[] = []
  let cancelPause: (() => void) | null = null

  function flush(): void {
    while (!cancelPause && frames.length > 0) {
      const { message, group, key } = frames.splice(Math.max(0, frames.findIndex(({ isFirst }) => isFirst)), 1)[0]!
      if (!canSendNow(connection) || (key === undefined && group.size === 0)) continue
      const { maxPerSecond } = rules()
      if (maxPerSecond) cancelPause = systemClock.setTimer(endPause, 1000 / maxPerSecond)
      for (const topic of group) if (topic.step === PREPARING) topic.step = SENT
      try {
        connection.send(message, { queue: false })
        const isLast = frames.every((frame) => frame.group !== group)
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
    send(given, group, key) {
      const messages = given === undefined ? [] : membersOf<Out>(given)
      // What unsubscribes from the same channel stays before it.
      for (const frame of frames) frame.isFirst ||= [...group].some((topic) => topic.key === frame.key)
      for (const message of messages) frames.push({ message, group, key, isFirst: key === undefined })
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

import { describeMessages, describeWanted } from './describe'
import { matching, type Match } from './matching'
import type { Waiting } from './waiting'

export interface ReceivedOptions {
  /** How many messages must match. The promise resolves with the last of them. @default 1 */
  count?: number
  /** How long to wait, in real time, also under fake timers. @default the `waitMs` of the server */
  waitMs?: number
}

/** Messages in the order in which they arrived. */
export interface MessageRecord<Received> {
  readonly messages: readonly Received[]
  add(message: Received): void
  received(match?: Match<Received>, options?: ReceivedOptions): Promise<Received>
}

export function createRecord<Received>(waiting: Waiting, defaultWaitMs: number): MessageRecord<Received> {
  const messages: Received[] = []
  return {
    messages,
    add: (message) => void messages.push(message),
    received(match, { count = 1, waitMs = defaultWaitMs } = {}) {
      const find = () => {
        const found = matching(messages, match)
        return found.length >= count ? { value: found[count - 1] as Received } : undefined
      }
      const failure = () => `The server did not receive ${describeWanted(match, count)} within ${waitMs} ms.\n${describeMessages(messages)}`
      return waiting.until(find, waitMs, failure)
    },
  }
}

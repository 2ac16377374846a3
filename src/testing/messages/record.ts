import { describeMessages, describeValue } from './describe'
import { matches, type Match } from './matching'
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

const ANY = () => true

export function createRecord<Received>(waiting: Waiting, defaultWaitMs: number): MessageRecord<Received> {
  const messages: Received[] = []
  return {
    messages,
    add: (message) => void messages.push(message),
    received(match = ANY, { count = 1, waitMs = defaultWaitMs } = {}) {
      const find = () => {
        const matching = messages.filter((message) => matches(message, match))
        return matching.length >= count ? { value: matching[count - 1] as Received } : undefined
      }
      return waiting.until(find, waitMs, () => {
        const wanted = match === ANY ? 'any message' : describeValue(match)
        const times = count === 1 ? '' : `, ${count} times`
        return `The server did not receive ${wanted}${times} within ${waitMs} ms.\n${describeMessages(messages)}`
      })
    },
  }
}

import { systemClock } from '../../core/platform/clock'
import type { Batch } from '../../core/vocabulary/batch'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { matches, type Match } from '../messages/matching'
import type { Reply, ServerConnection } from './types'

type ReplyOrMessage<Received, Sent> = Reply<Received, Sent> | Sent | Batch<Sent>

interface Rule<Received, Sent> {
  readonly match: Match<Received>
  readonly reply: ReplyOrMessage<Received, Sent>
}

export interface Replies<Received, Sent> {
  add(match: Match<Received>, reply: ReplyOrMessage<Received, Sent>): Unsubscribe
  answer(message: Received, connection: ServerConnection<Received, Sent>): void
}

/** The answers of `server.on()`. */
export function createReplies<Received, Sent>(): Replies<Received, Sent> {
  let rules: readonly Rule<Received, Sent>[] = []
  return {
    add(match, reply) {
      const rule = { match, reply }
      // The newest first: a test replaces an answer of its setup.
      rules = [rule, ...rules]
      return () => void (rules = rules.filter((each) => each !== rule))
    },
    answer(message, connection) {
      const rule = rules.find(({ match }) => matches(message, match))
      if (!rule) return
      const { reply } = rule
      if (typeof reply !== 'function') return connection.send(reply)
      const answer = (reply as (message: Received, connection: ServerConnection<Received, Sent>) => unknown)(message, connection)
      const send = (value: unknown) => value !== undefined && connection.send(value as Sent)
      if (answer instanceof Promise) void answer.then(send).catch(systemClock.reportError)
      else send(answer)
    },
  }
}

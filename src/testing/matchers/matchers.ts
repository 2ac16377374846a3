import { describeMessages, describeValue, describeWanted } from '../messages/describe'
import { matching, type Match } from '../messages/matching'
import type { ReceivedOptions } from '../messages/record'
import { describeOrder, findInOrder } from './order'
import type { MatcherContext, MatcherResult } from './types'

/** What a server and its connections have in common. */
interface Receiver {
  readonly messages: readonly unknown[]
  received(match?: Match<unknown>, options?: ReceivedOptions): Promise<unknown>
  settled(): Promise<void>
}

type Outcome = MatcherResult | Promise<MatcherResult>

function receiverOf(value: unknown, matcher: string): Receiver {
  const { messages, received, settled } = (value ?? {}) as Partial<Receiver>
  if (Array.isArray(messages) && typeof received === 'function' && typeof settled === 'function') return value as Receiver
  throw new TypeError(
    `${matcher}() expects a test server or one of its connections, not ${describeValue(value)}. ` +
      'Pass the result of createTestServer() or of server.connected() to expect().',
  )
}

interface Check {
  hasPassed(): boolean
  /** Resolves when it has passed, and rejects when it did not in time. */
  wait(): Promise<unknown>
  describeFailure(error: unknown): string
  describeUnexpected(): string
}

function judge({ isNot = false }: MatcherContext, receiver: Receiver, check: Check): Outcome {
  const result = (error?: unknown): MatcherResult => {
    const pass = check.hasPassed()
    return { pass, message: () => (pass ? check.describeUnexpected() : check.describeFailure(error)) }
  }
  if (check.hasPassed()) return result()
  return (isNot ? receiver.settled() : check.wait()).then(() => result(), result)
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

function toHaveReceived(this: MatcherContext, value: unknown, match?: Match<unknown>, options: ReceivedOptions = {}): Outcome {
  const receiver = receiverOf(value, 'toHaveReceived')
  const { count = 1 } = options
  return judge(this, receiver, {
    hasPassed: () => matching(receiver.messages, match).length >= count,
    wait: () => receiver.received(match, options),
    describeFailure: textOf,
    describeUnexpected: () =>
      `The server received ${describeWanted(match, count)}, but should not.\n${describeMessages(receiver.messages)}`,
  })
}

function toHaveReceivedInOrder(
  this: MatcherContext,
  value: unknown,
  expected: readonly Match<unknown>[],
  options: Pick<ReceivedOptions, 'waitMs'> = {},
): Outcome {
  const receiver = receiverOf(value, 'toHaveReceivedInOrder')
  const hasPassed = () => findInOrder(receiver.messages, expected).length === expected.length
  const describe = (title: string) =>
    [title, describeOrder(receiver.messages, expected), describeMessages(receiver.messages)].join('\n')
  return judge(this, receiver, {
    hasPassed,
    // Called for each message, so that it is judged again when one arrives.
    wait: () => receiver.received(hasPassed, options),
    describeFailure: () => describe('The server did not receive these messages in this order:'),
    describeUnexpected: () => describe('The server received these messages in this order, but should not:'),
  })
}

/** For `expect.extend(matchers)` of any test runner. `websocket-store/testing/vitest` and `/jest` do it, and add the types. */
export const matchers = { toHaveReceived, toHaveReceivedInOrder }

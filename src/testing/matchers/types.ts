import type { Match } from '../messages/matching'
import type { ReceivedOptions } from '../messages/record'

/** The messages that a server or a server's connection receives. */
export type MessageOf<T> = T extends { readonly messages: readonly (infer Message)[] } ? Message : never

/** The matchers for `expect(server)` and `expect(connection)`, where the connection is one of the server's. */
export interface ServerMatchers<T> {
  /**
   * Passes when a message that matches was received, also before the call. Otherwise it waits, so await it. With `.not` it
   * waits until nothing is on its way any more, and fails if a message matches then.
   */
  toHaveReceived(match?: Match<MessageOf<T>>, options?: ReceivedOptions): Promise<void>
  /**
   * Passes when the messages that match were received in this order, with any other messages between them. Otherwise it
   * waits, so await it. `.not` is the same as for `toHaveReceived`.
   */
  toHaveReceivedInOrder(matches: readonly Match<MessageOf<T>>[], options?: Pick<ReceivedOptions, 'waitMs'>): Promise<void>
}

/** What a matcher reads from its test runner. */
export interface MatcherContext {
  readonly isNot?: boolean | undefined
}

export interface MatcherResult {
  readonly pass: boolean
  message(): string
}

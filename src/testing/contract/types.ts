import type { ConnectionOptions } from '../../core/vocabulary/connection'
import type { ConnectionUrl } from '../../core/vocabulary/events'
import type { AnyCodec, CodecOption, IncomingOf, OutgoingOf, RawCodec } from '../../core/vocabulary/inference'

/** One check of a server. */
export interface ContractCase {
  /** What the server does when it passes, as a sentence. */
  readonly name: string
  /** The longest time that `run` can take, in milliseconds. Pass it to the test runner. */
  readonly timeoutMs: number
  /**
   * Resolves when the server passes. It closes its connection in each case.
   *
   * @throws Error that says what happened, what was expected, and how to fix it.
   */
  run(): Promise<void>
}

/** A check that does not run, because it needs an option. */
export interface MissingCase {
  readonly name: string
  /** The options that add it. */
  readonly needs: string
}

/** The cases that the options allow. */
export interface ServerContract extends ReadonlyArray<ContractCase> {
  /** The cases that are not in the list, each with the options that add it. */
  readonly missing: readonly MissingCase[]
}

/** How the cases recognise the server's answer to a message. */
export interface ContractEcho<In, Out> {
  /**
   * A message that the server answers with one message.
   *
   * @param n A number for the message to carry. It is different for each message, also in the next run.
   * @param bytes With `maxBytes`: the encoded message must be at least this long, for one of the cases. Otherwise 0.
   */
  message(n: number, bytes: number): Out
  /** Whether a message of the server is the answer to the message with that number. */
  isEcho(reply: In, n: number): boolean
}

/** A channel that the cases can use. */
export interface ContractChannel<In> {
  readonly key: string
  /**
   * Publishes a message in this channel without the connection that is tested: through another connection, or with a request
   * to the server. `n` is a number for the message to carry.
   */
  publish?(n: number): unknown
  /** Whether a message of the channel is the one that `publish` sent with that number. */
  isPublished?(message: In, n: number): boolean
}

/** Options of a connection whose credentials the server must reject. What is missing is as for the other cases. */
export interface RejectedCredentials<In, Out> extends Pick<ConnectionOptions<In, Out>, 'protocols' | 'handshake' | 'WebSocket' | 'transport'> {
  url?: ConnectionUrl
}

/** What the cases need to know about the server. */
export interface ContractChecks<In, Out> {
  /** Adds the cases about messages. */
  echo?: NoInfer<ContractEcho<In, Out>>
  /** How many messages are sent at once, to test their order. Lower it for servers that limit the rate. @default 100 */
  burst?: number
  /** The size of the largest message that the server must accept, in bytes. Adds the case about it. Needs `echo`. */
  maxBytes?: number
  /** Adds the cases about channels. Needs `channels`; with `publish` and `isPublished`, messages are checked too. */
  channel?: NoInfer<ContractChannel<In>>
  /**
   * Restarts the server, and resolves when it accepts connections again. Adds the case about it. It breaks all cases that run
   * at the same time.
   */
  restart?(): Promise<unknown>
  /** Bad credentials. Adds the case about them. */
  rejected?: NoInfer<RejectedCredentials<In, Out>>
  /** How long an idle connection must stay open, in milliseconds. Adds the case about it. @default not checked */
  idleMs?: number
  /** The longest time until the connection is open, and until the server answers a message. @default 5000 */
  answerWithinMs?: number
}

/**
 * The options of the connection, as in your application, and what the cases need to know about the server. The codec decides the
 * types of messages.
 */
export type ServerContractOptions<C extends AnyCodec = RawCodec, Position = unknown> = ConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> &
  CodecOption<C> &
  ContractChecks<IncomingOf<C>, OutgoingOf<C>>

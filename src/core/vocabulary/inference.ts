import type { Batch } from './batch'
import type { Codec, RawIncoming, WireData } from './wire'

/** Any codec. */
export type AnyCodec = Codec<unknown, unknown>

/** What is in force without a codec: text frames as strings, binary frames as `ArrayBuffer`. */
export type RawCodec = Codec<RawIncoming, WireData>

/** What a codec decodes. */
export type IncomingOf<C> = C extends Codec<infer In, infer _Out> ? In : never

/** What a codec encodes. */
export type OutgoingOf<C> = C extends Codec<infer _In, infer Out> ? Out : never

// With properties instead of methods, whose parameters are compared more strictly: `text()` is not a raw codec.
interface StrictRawCodec {
  readonly encode: (message: WireData) => WireData | Batch<WireData>
  readonly decode: (data: unknown) => RawIncoming | Batch<RawIncoming>
}

/** The `codec` option. Required for messages that are not raw: a type alone would be a promise that nothing keeps. */
export type CodecOption<C> = {
  /**
   * Converts values to wire data and back. It decides the types of messages. A function makes one for each socket.
   *
   * @default raw: strings and binary as they are
   */
  codec?: C | (() => C)
} & ([C] extends [StrictRawCodec] ? unknown : { codec: unknown })

/** The same of options that are known: the codec is there, unless it is a raw one. */
export type CodecOf<C> = [C] extends [StrictRawCodec] ? { codec?: C | (() => C) } : { codec: C | (() => C) }

export type MessageFilter<In> = (message: In) => boolean

/** The messages that pass a filter: fewer types than before where the filter is a type predicate. */
export type PassedBy<Filter, In> = Filter extends (message: In) => message is (infer Passed extends In) ? Passed : In

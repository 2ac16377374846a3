import type {
  AnyCodec,
  CodecOption,
  Connection,
  ConnectionOptions,
  ConnectionRegistry,
  ConnectionUrl,
  IncomingOf,
  OutgoingOf,
  RawCodec,
  RawIncoming,
  WireData,
} from '../core'

/** A url, or none yet. */
export type OptionalUrl = ConnectionUrl | null | undefined

/** Null where a url may be absent. */
export type NullFor<Url> = Url extends null | undefined ? null : never

export interface UseConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown>
  extends ConnectionOptions<In, Out, Position> {
  /** False: hands the connection out without demand for it. @default true */
  enabled?: boolean
  /** False: a connection of this component's own. @default true */
  share?: boolean
  /** @default the provider's, else the default registry */
  registry?: ConnectionRegistry
}

export interface UseConnection {
  /**
   * Acquires a connection and holds demand for it while mounted. Never re-renders: read it with `useMessage`,
   * `useMessages`, `useMessageReducer`, or pass it on. Its messages are raw.
   */
  (url: ConnectionUrl): Connection
  (url: OptionalUrl): Connection | null
  /**
   * Acquires a connection and holds demand for it while mounted. Never re-renders: read it with `useMessage`,
   * `useMessages`, `useMessageReducer`, or pass it on.
   *
   * @param options The codec decides the types of messages.
   * @returns Null while there is no url.
   */
  <C extends AnyCodec = RawCodec, Position = unknown, Url extends OptionalUrl = OptionalUrl>(
    url: Url,
    options: (UseConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined,
  ): Connection<IncomingOf<C>, OutgoingOf<C>, Position> | NullFor<Url>
}

import type { MaybeRefOrGetter, Ref, ShallowRef } from 'vue'
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

/**
 * A url, or a ref or getter of one. A function is a getter here. A function that is to be called before each attempt
 * cannot be given as it is: it would be called at once, and its result used as the url.
 */
export type UrlSource<Url = ConnectionUrl | null | undefined> =
  | Exclude<Url, (...args: never) => unknown>
  | Ref<Url>
  | (() => Url)

type UrlOf<Source> = Source extends Ref<infer Url> ? Url : Source extends () => infer Url ? Url : Source

/** Null where a source may have no url. */
export type NullFor<Source> = Extract<UrlOf<Source>, null | undefined> extends never ? never : null

export interface UseConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown>
  extends ConnectionOptions<In, Out, Position> {
  /** False: hands the connection out without demand for it. @default true */
  enabled?: MaybeRefOrGetter<boolean | undefined>
  /** False: a connection of this composable's own. @default true */
  share?: boolean
  /** @default the application's, else the default registry */
  registry?: ConnectionRegistry
}

export interface UseConnection {
  /**
   * Acquires a connection and holds demand for it while its scope lives. Carries no state: read it with `useMessage`,
   * `useMessages`, `useMessageReducer`, or pass it on. Its messages are raw.
   */
  (url: UrlSource<ConnectionUrl>): Readonly<ShallowRef<Connection>>
  (url: UrlSource): Readonly<ShallowRef<Connection | null>>
  /**
   * Acquires a connection and holds demand for it while its scope lives. Carries no state: read it with `useMessage`,
   * `useMessages`, `useMessageReducer`, or pass it on.
   *
   * @param options The codec decides the types of messages.
   * @returns Null while there is no url.
   */
  <C extends AnyCodec = RawCodec, Position = unknown, Source extends UrlSource = UrlSource>(
    url: Source,
    options: (UseConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined,
  ): Readonly<ShallowRef<Connection<IncomingOf<C>, OutgoingOf<C>, Position> | NullFor<Source>>>
}

// The public API as it is declared, comments left out. `npm run api` writes this file.
import { App, ShallowRef, MaybeRefOrGetter, Ref } from 'vue';
import { ConnectionRegistry, ChannelOptions, MessageListener, RecoveryVerdict, ChannelSnapshot, Channel, Connection, ConnectionUrl, AnyCodec, RawCodec, RawIncoming, WireData, ConnectionOptions, IncomingOf, OutgoingOf, CodecOption, MessageSource, MessageViewOptions, HistoryOptions, ConnectionSnapshot, Unsubscribe, MessageFilter, PassedBy, SubscriberOptions } from '../index.mjs';
import { WebSocketActions } from './adapter.mjs';
interface WebSocketStoreOptions {
    registry?: ConnectionRegistry;
}
interface WebSocketStore {
    readonly registry: ConnectionRegistry;
    install(app: App): void;
}
declare function createWebSocketStore(options?: WebSocketStoreOptions): WebSocketStore;
type SnapshotRefs<S> = {
    readonly [K in keyof S]: Readonly<ShallowRef<S[K]>>;
};
interface UseChannelOptions<In, Selected = In, Position = unknown> extends ChannelOptions<Position> {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    select?(message: In): Selected;
    onMessage?: MessageListener<In>;
    onRecovery?: ((recovery: RecoveryVerdict) => void) | undefined;
}
interface UseChannelResult<Selected, In = Selected> extends SnapshotRefs<Omit<ChannelSnapshot<Selected>, 'conflated'>> {
    readonly channel: Readonly<ShallowRef<Channel<In> | null>>;
}
declare function useChannel<In, Out, Selected = In, Position = unknown>(connection: MaybeRefOrGetter<Connection<In, Out, Position> | null | undefined>, key: MaybeRefOrGetter<string | null | undefined>, options?: UseChannelOptions<In, Selected, NoInfer<Position>>): UseChannelResult<Selected, In>;
type UrlSource<Url = ConnectionUrl | null | undefined> = Exclude<Url, (...args: never) => unknown> | Ref<Url> | (() => Url);
type UrlOf<Source> = Source extends Ref<infer Url> ? Url : Source extends () => infer Url ? Url : Source;
type NullFor<Source> = Extract<UrlOf<Source>, null | undefined> extends never ? never : null;
interface UseConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> extends ConnectionOptions<In, Out, Position> {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    share?: boolean;
    registry?: ConnectionRegistry;
}
interface UseConnection {
    (url: UrlSource<ConnectionUrl>): Readonly<ShallowRef<Connection>>;
    (url: UrlSource): Readonly<ShallowRef<Connection | null>>;
    <C extends AnyCodec = RawCodec, Position = unknown, Source extends UrlSource = UrlSource>(url: Source, options: (UseConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined): Readonly<ShallowRef<Connection<IncomingOf<C>, OutgoingOf<C>, Position> | NullFor<Source>>>;
}
declare const useConnection: UseConnection;
interface UseMessageOptions<In> {
    filter?(message: In): boolean;
}
declare function useMessage<In>(source: MaybeRefOrGetter<MessageSource<In> | null | undefined>, listener: MessageListener<In>, options?: UseMessageOptions<In>): void;
interface UseMessageReducerOptions<In, Selected = In> extends Omit<MessageViewOptions<In, Selected>, 'paused'> {
    paused?: MaybeRefOrGetter<boolean | undefined>;
}
declare function useMessageReducer<In, State, Selected = In>(source: MaybeRefOrGetter<MessageSource<In> | null | undefined>, reducer: (state: State, message: Selected) => State, initialState: State, options?: UseMessageReducerOptions<In, Selected>): Readonly<ShallowRef<State>>;
interface UseMessagesOptions<In, Selected = In> extends Omit<HistoryOptions<In, Selected>, 'paused'> {
    paused?: MaybeRefOrGetter<boolean | undefined>;
}
declare function useMessages<In, Selected = In>(source: MaybeRefOrGetter<MessageSource<In> | null | undefined>, options?: UseMessagesOptions<In, Selected>): Readonly<ShallowRef<readonly Selected[]>>;
declare function useRegistry(given?: ConnectionRegistry): ConnectionRegistry;
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In, Filter extends MessageFilter<In> = MessageFilter<In>, Position = unknown> extends UseConnectionOptions<In, Out, Position>, Omit<SubscriberOptions<In, Selected, Filter>, 'enabled'> {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    deactivated?: 'keep' | 'pause' | 'release';
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected, Position = unknown, NoConnection extends null = null, Passed = In> extends SnapshotRefs<ConnectionSnapshot<Selected>>, WebSocketActions<Out> {
    readonly connection: Readonly<ShallowRef<Connection<In, Out, Position> | NoConnection>>;
    onMessage(listener: MessageListener<Passed>): Unsubscribe;
}
interface UseWebSocket {
    (url: UrlSource<ConnectionUrl>): UseWebSocketResult<RawIncoming, WireData, RawIncoming, unknown, never>;
    (url: UrlSource): UseWebSocketResult;
    <C extends AnyCodec = RawCodec, Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>, Selected = PassedBy<Filter, IncomingOf<C>>, Position = unknown, Source extends UrlSource = UrlSource>(url: Source, options: (UseWebSocketOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>) | undefined): UseWebSocketResult<Selected, OutgoingOf<C>, IncomingOf<C>, Position, NullFor<Source>, PassedBy<Filter, IncomingOf<C>>>;
}
declare const useWebSocket: UseWebSocket;
export { createWebSocketStore, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useRegistry, useWebSocket };
export type { NullFor, UrlSource, UseChannelOptions, UseChannelResult, UseConnection, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocket, UseWebSocketOptions, UseWebSocketResult, WebSocketStore, WebSocketStoreOptions };

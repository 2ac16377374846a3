// The public API as it is declared, comments left out. `npm run api` writes this file.
import { App, ShallowRef, MaybeRefOrGetter, Ref } from 'vue';
import { ConnectionRegistry, ChannelOptions, MessageListener, ChannelSnapshot, Channel, Connection, ConnectionUrl, ConnectionOptions, RawIncoming, WireData, MessageSource, SubscriberOptions, ConnectionSnapshot, Unsubscribe } from './index.mjs';
import { MessageViewOptions, HistoryOptions, WebSocketActions } from './shared/adapter.mjs';
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
interface UseChannelOptions<In, Selected = In> extends ChannelOptions {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    select?(message: In): Selected;
    onMessage?: MessageListener<In>;
}
interface UseChannelResult<Selected, In = Selected> extends SnapshotRefs<ChannelSnapshot<Selected>> {
    readonly channel: Readonly<ShallowRef<Channel<In> | null>>;
}
declare function useChannel<In, Out, Selected = In>(connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>, key: MaybeRefOrGetter<string | null | undefined>, options?: UseChannelOptions<In, Selected>): UseChannelResult<Selected, In>;
type Url = ConnectionUrl | null | undefined;
type UrlSource = Exclude<Url, (...args: never) => unknown> | Ref<Url> | (() => Url);
interface UseConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    share?: boolean;
    registry?: ConnectionRegistry;
}
declare function useConnection<In = RawIncoming, Out = WireData>(url: UrlSource, options?: UseConnectionOptions<In, Out>): Readonly<ShallowRef<Connection<In, Out> | null>>;
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
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In> extends UseConnectionOptions<In, Out>, Omit<SubscriberOptions<In, Selected>, 'enabled'> {
    enabled?: MaybeRefOrGetter<boolean | undefined>;
    deactivated?: 'keep' | 'pause' | 'release';
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected> extends SnapshotRefs<ConnectionSnapshot<Selected>>, WebSocketActions<Out> {
    readonly connection: Readonly<ShallowRef<Connection<In, Out> | null>>;
    onMessage(listener: MessageListener<In>): Unsubscribe;
}
declare function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(url: UrlSource, options?: UseWebSocketOptions<In, Out, Selected>): UseWebSocketResult<Selected, Out, In>;
export { WebSocketActions, createWebSocketStore, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket };
export type { UseChannelOptions, UseChannelResult, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocketOptions, UseWebSocketResult, WebSocketStore, WebSocketStoreOptions };

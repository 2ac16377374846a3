// The public API as it is declared, comments left out. `npm run api` writes this file.
import { App, MaybeRefOrGetter, ShallowRef } from 'vue';
import { ConnectionRegistry, ConnectionOptions, RawIncoming, WireData, ConnectionUrl, Connection, MessageListener, SubscriberOptions, ConnectionSnapshot, Unsubscribe } from './index.mjs';
import { HistoryOptions, WebSocketActions } from './shared/adapter.mjs';
interface WebSocketStoreOptions {
    registry?: ConnectionRegistry;
}
interface WebSocketStore {
    readonly registry: ConnectionRegistry;
    install(app: App): void;
}
declare function createWebSocketStore(options?: WebSocketStoreOptions): WebSocketStore;
interface UseConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
    enabled?: MaybeRefOrGetter<boolean>;
    share?: boolean;
    registry?: ConnectionRegistry;
}
declare function useConnection<In = RawIncoming, Out = WireData>(url: MaybeRefOrGetter<ConnectionUrl | null | undefined>, options?: UseConnectionOptions<In, Out>): Readonly<ShallowRef<Connection<In, Out> | null>>;
interface UseMessageOptions<In> {
    filter?(message: In): boolean;
}
declare function useMessage<In, Out>(connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>, listener: MessageListener<In>, options?: UseMessageOptions<In>): void;
declare function useMessageReducer<In, Out, State>(connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>, reducer: (state: State, message: In) => State, initialState: State): Readonly<ShallowRef<State>>;
declare function useMessages<In, Out>(connection: MaybeRefOrGetter<Connection<In, Out> | null | undefined>, options?: HistoryOptions<In>): Readonly<ShallowRef<readonly In[]>>;
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In> extends UseConnectionOptions<In, Out>, Omit<SubscriberOptions<In, Selected>, 'enabled'> {
    enabled?: MaybeRefOrGetter<boolean>;
    deactivated?: 'keep' | 'pause' | 'release';
}
type SnapshotRefs<T> = {
    readonly [K in keyof ConnectionSnapshot<T>]: Readonly<ShallowRef<ConnectionSnapshot<T>[K]>>;
};
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected> extends SnapshotRefs<Selected>, WebSocketActions<Out> {
    readonly connection: Readonly<ShallowRef<Connection<In, Out> | null>>;
    onMessage(listener: MessageListener<In>): Unsubscribe;
}
declare function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(url: MaybeRefOrGetter<ConnectionUrl | null | undefined>, options?: UseWebSocketOptions<In, Out, Selected>): UseWebSocketResult<Selected, Out, In>;
export { HistoryOptions as UseMessagesOptions, WebSocketActions, createWebSocketStore, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket };
export type { UseConnectionOptions, UseMessageOptions, UseWebSocketOptions, UseWebSocketResult, WebSocketStore, WebSocketStoreOptions };

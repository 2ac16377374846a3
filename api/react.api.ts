// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ReactNode } from 'react';
import { ConnectionRegistry, ConnectionOptions, RawIncoming, WireData, ConnectionUrl, Connection, MessageListener, SubscriberOptions, ConnectionSnapshot } from './index.mjs';
import { HistoryOptions, WebSocketActions } from './shared/adapter.mjs';
interface RegistryProviderProps {
    registry: ConnectionRegistry;
    children?: ReactNode;
}
declare function RegistryProvider({ registry, children }: RegistryProviderProps): ReactNode;
interface UseConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
    enabled?: boolean;
    share?: boolean;
    registry?: ConnectionRegistry;
}
declare function useConnection<In = RawIncoming, Out = WireData>(url: ConnectionUrl, options?: UseConnectionOptions<In, Out>): Connection<In, Out>;
declare function useConnection<In = RawIncoming, Out = WireData>(url: ConnectionUrl | null | undefined, options?: UseConnectionOptions<In, Out>): Connection<In, Out> | null;
interface UseMessageOptions<In> {
    filter?(message: In): boolean;
}
declare function useMessage<In, Out>(connection: Connection<In, Out> | null | undefined, listener: MessageListener<In>, options?: UseMessageOptions<In>): void;
declare function useMessageReducer<In, Out, State>(connection: Connection<In, Out> | null | undefined, reducer: (state: State, message: In) => State, initialState: State): State;
declare function useMessages<In, Out>(connection: Connection<In, Out> | null | undefined, options?: HistoryOptions<In>): readonly In[];
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In> extends UseConnectionOptions<In, Out>, Omit<SubscriberOptions<In, Selected>, 'enabled'> {
    enabled?: boolean;
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected> extends ConnectionSnapshot<Selected>, WebSocketActions<Out> {
    readonly connection: Connection<In, Out> | null;
}
declare function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(url: ConnectionUrl | null | undefined, options?: UseWebSocketOptions<In, Out, Selected>): UseWebSocketResult<Selected, Out, In>;
export { RegistryProvider, HistoryOptions as UseMessagesOptions, WebSocketActions, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket };
export type { RegistryProviderProps, UseConnectionOptions, UseMessageOptions, UseWebSocketOptions, UseWebSocketResult };

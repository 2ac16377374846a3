// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ReactNode } from 'react';
import { ConnectionRegistry, ChannelOptions, MessageListener, ChannelSnapshot, Channel, Connection, ConnectionOptions, RawIncoming, WireData, ConnectionUrl, MessageSource, SubscriberOptions, ConnectionSnapshot } from './index.mjs';
import { MessageViewOptions, HistoryOptions, WebSocketActions } from './shared/adapter.mjs';
interface RegistryProviderProps {
    registry: ConnectionRegistry;
    children?: ReactNode;
}
declare function RegistryProvider({ registry, children }: RegistryProviderProps): ReactNode;
interface UseChannelOptions<In, Selected = In> extends ChannelOptions {
    enabled?: boolean;
    select?(message: In): Selected;
    onMessage?: MessageListener<In>;
}
interface UseChannelResult<Selected, In = Selected> extends ChannelSnapshot<Selected> {
    readonly channel: Channel<In> | null;
}
declare function useChannel<In, Out, Selected = In>(connection: Connection<In, Out> | null | undefined, key: string | null | undefined, options?: UseChannelOptions<In, Selected>): UseChannelResult<Selected, In>;
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
declare function useMessage<In>(source: MessageSource<In> | null | undefined, listener: MessageListener<In>, options?: UseMessageOptions<In>): void;
type UseMessageReducerOptions<In, Selected = In> = MessageViewOptions<In, Selected>;
declare function useMessageReducer<In, State, Selected = In>(source: MessageSource<In> | null | undefined, reducer: (state: State, message: Selected) => State, initialState: State, options?: UseMessageReducerOptions<In, Selected>): State;
type UseMessagesOptions<In, Selected = In> = HistoryOptions<In, Selected>;
declare function useMessages<In, Selected = In>(source: MessageSource<In> | null | undefined, options?: UseMessagesOptions<In, Selected>): readonly Selected[];
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In> extends UseConnectionOptions<In, Out>, Omit<SubscriberOptions<In, Selected>, 'enabled'> {
    enabled?: boolean;
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected> extends ConnectionSnapshot<Selected>, WebSocketActions<Out> {
    readonly connection: Connection<In, Out> | null;
}
declare function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(url: ConnectionUrl | null | undefined, options?: UseWebSocketOptions<In, Out, Selected>): UseWebSocketResult<Selected, Out, In>;
export { RegistryProvider, WebSocketActions, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useWebSocket };
export type { RegistryProviderProps, UseChannelOptions, UseChannelResult, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocketOptions, UseWebSocketResult };

// The public API as it is declared, comments left out. `npm run api` writes this file.
import { ReactNode } from 'react';
import { ConnectionRegistry, ChannelOptions, MessageListener, RecoveryVerdict, ChannelSnapshot, Channel, Connection, ConnectionUrl, AnyCodec, RawCodec, RawIncoming, WireData, ConnectionOptions, IncomingOf, OutgoingOf, CodecOption, MessageSource, MessageViewOptions, HistoryOptions, ConnectionSnapshot, MessageFilter, PassedBy, SubscriberOptions } from '../index.mjs';
import { WebSocketActions } from './adapter.mjs';
interface RegistryProviderProps {
    registry: ConnectionRegistry;
    children?: ReactNode;
}
declare function RegistryProvider({ registry, children }: RegistryProviderProps): ReactNode;
interface UseChannelOptions<In, Selected = In, Position = unknown> extends ChannelOptions<Position> {
    enabled?: boolean;
    select?(message: In): Selected;
    onMessage?: MessageListener<In>;
    onRecovery?: ((recovery: RecoveryVerdict) => void) | undefined;
}
interface UseChannelResult<Selected, In = Selected> extends Omit<ChannelSnapshot<Selected>, 'conflated'> {
    readonly channel: Channel<In> | null;
}
declare function useChannel<In, Out, Selected = In, Position = unknown>(connection: Connection<In, Out, Position> | null | undefined, key: string | null | undefined, options?: UseChannelOptions<In, Selected, NoInfer<Position>>): UseChannelResult<Selected, In>;
type OptionalUrl = ConnectionUrl | null | undefined;
type NullFor<Url> = Url extends null | undefined ? null : never;
interface UseConnectionOptions<In = RawIncoming, Out = WireData, Position = unknown> extends ConnectionOptions<In, Out, Position> {
    enabled?: boolean;
    share?: boolean;
    registry?: ConnectionRegistry;
}
interface UseConnection {
    (url: ConnectionUrl): Connection;
    (url: OptionalUrl): Connection | null;
    <C extends AnyCodec = RawCodec, Position = unknown, Url extends OptionalUrl = OptionalUrl>(url: Url, options: (UseConnectionOptions<IncomingOf<C>, OutgoingOf<C>, Position> & CodecOption<C>) | undefined): Connection<IncomingOf<C>, OutgoingOf<C>, Position> | NullFor<Url>;
}
declare const useConnection: UseConnection;
interface UseMessageOptions<In> {
    filter?(message: In): boolean;
}
declare function useMessage<In>(source: MessageSource<In> | null | undefined, listener: MessageListener<In>, options?: UseMessageOptions<In>): void;
type UseMessageReducerOptions<In, Selected = In> = MessageViewOptions<In, Selected>;
declare function useMessageReducer<In, State, Selected = In>(source: MessageSource<In> | null | undefined, reducer: (state: State, message: Selected) => State, initialState: State, options?: UseMessageReducerOptions<In, Selected>): State;
type UseMessagesOptions<In, Selected = In> = HistoryOptions<In, Selected>;
declare function useMessages<In, Selected = In>(source: MessageSource<In> | null | undefined, options?: UseMessagesOptions<In, Selected>): readonly Selected[];
declare function useRegistry(given?: ConnectionRegistry): ConnectionRegistry;
interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In, Filter extends MessageFilter<In> = MessageFilter<In>, Position = unknown> extends UseConnectionOptions<In, Out, Position>, Omit<SubscriberOptions<In, Selected, Filter>, 'enabled'> {
    enabled?: boolean;
}
interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected, Position = unknown, NoConnection extends null = null> extends ConnectionSnapshot<Selected>, WebSocketActions<Out> {
    readonly connection: Connection<In, Out, Position> | NoConnection;
}
interface UseWebSocket {
    (url: ConnectionUrl): UseWebSocketResult<RawIncoming, WireData, RawIncoming, unknown, never>;
    (url: OptionalUrl): UseWebSocketResult;
    <C extends AnyCodec = RawCodec, Filter extends MessageFilter<IncomingOf<C>> = MessageFilter<IncomingOf<C>>, Selected = PassedBy<Filter, IncomingOf<C>>, Position = unknown, Url extends OptionalUrl = OptionalUrl>(url: Url, options: (UseWebSocketOptions<IncomingOf<C>, OutgoingOf<C>, Selected, Filter, Position> & CodecOption<C>) | undefined): UseWebSocketResult<Selected, OutgoingOf<C>, IncomingOf<C>, Position, NullFor<Url>>;
}
declare const useWebSocket: UseWebSocket;
export { RegistryProvider, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useRegistry, useWebSocket };
export type { NullFor, OptionalUrl, RegistryProviderProps, UseChannelOptions, UseChannelResult, UseConnection, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocket, UseWebSocketOptions, UseWebSocketResult };

// The public API as it is declared, comments left out. `npm run api` writes this file.
export { NullFor, OptionalUrl, RegistryProvider, RegistryProviderProps, UseChannelOptions, UseChannelResult, UseConnection, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocket, UseWebSocketOptions, UseWebSocketResult, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useRegistry, useWebSocket } from './shared/react.mjs';
export { WebSocketActions } from './shared/adapter.mjs';

// The public API as it is declared, comments left out. `npm run api` writes this file.
export { NullFor, UrlSource, UseChannelOptions, UseChannelResult, UseConnection, UseConnectionOptions, UseMessageOptions, UseMessageReducerOptions, UseMessagesOptions, UseWebSocket, UseWebSocketOptions, UseWebSocketResult, WebSocketStore, WebSocketStoreOptions, createWebSocketStore, useChannel, useConnection, useMessage, useMessageReducer, useMessages, useRegistry, useWebSocket } from './shared/vue.mjs';
export { WebSocketActions } from './shared/adapter.mjs';

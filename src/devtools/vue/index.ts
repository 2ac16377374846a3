export { WebSocketDevtools } from './websocket-devtools'
export type { WebSocketDevtoolsProps } from './websocket-devtools'

export { websocketDevtoolsPlugin } from './plugin'
export type { WebSocketDevtoolsPlugin, WebSocketDevtoolsPluginOptions } from './plugin'

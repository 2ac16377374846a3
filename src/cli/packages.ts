/** A package that the command replaces with an entry of this one. */
export interface Package {
  readonly name: string
  readonly replacement: string
  /** What the replacement exports, types included. */
  readonly names: ReadonlySet<string>
  /** Specifiers that mean the package itself. Others below its name are its internals. */
  readonly root: RegExp
  /** Whether the replacement has only some of the package's exports. Then only these names move. */
  readonly isPartial: boolean
}

export const REACT: Package = {
  name: 'react-use-websocket',
  replacement: 'websocket-store/compat/react-use-websocket',
  names: new Set([
    ...['default', 'useWebSocket', 'useSocketIO', 'useEventSource', 'ReadyState', 'resetGlobalState'],
    ...['Options', 'SendMessage', 'SendJsonMessage', 'WebSocketHook', 'WebSocketLike', 'WebSocketMessage'],
    ...['EventSourceHook', 'EventSourceOptions', 'EventSourceOnly', 'EventSourceEventHandlers', 'HeartbeatOptions', 'QueryParams', 'SocketIOMessageData'],
  ]),
  root: /^react-use-websocket(?:\/dist(?:\/index(?:\.js)?)?)?$/,
  isPartial: false,
}

export const VUEUSE: Package = {
  name: '@vueuse/core',
  replacement: 'websocket-store/compat/vueuse',
  names: new Set(['useWebSocket', 'UseWebSocketOptions', 'UseWebSocketReturn', 'WebSocketStatus', 'WebSocketHeartbeatMessage']),
  root: /^@vueuse\/core(?:\/|$)/,
  isPartial: true,
}

const PACKAGES = [REACT, VUEUSE]

/** The package that an import specifier refers to, if the command replaces it. */
export const packageOf = (specifier: string): Package | undefined =>
  PACKAGES.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`))

import type { Options, SocketIOMessageData, Url, WebSocketHook } from './types'
import { useWebSocket } from './use-websocket'

const EMPTY = { type: 'empty', payload: null }

/** By message, so that the same message stays the same object. */
const decoded = /* @__PURE__ */ new WeakMap<object, SocketIOMessageData>()

/** An event packet has a JSON array in it: the name of the event and its first argument. */
function decode(text: unknown): SocketIOMessageData {
  const [list] = (typeof text === 'string' && /\[.*\]/.exec(text)) || []
  try {
    const [type, payload] = JSON.parse(list!) as [string, unknown]
    return payload ? { type, payload } : EMPTY
  } catch {
    return EMPTY
  }
}

function messageOf(event: MessageEvent | null): SocketIOMessageData {
  if (!event) return EMPTY
  const message = decoded.get(event) ?? decode(event.data)
  decoded.set(event, message)
  return message
}

/** `useWebSocket` for a server of Socket.IO 2: events with one argument. Socket.IO 4 needs `websocket-store/socket-io`. */
export function useSocketIO<T = unknown>(
  url: Url,
  options: Options = {},
  connect = true,
): WebSocketHook<SocketIOMessageData<T | null>, SocketIOMessageData<T | null>> {
  const hook = useWebSocket(url, { ...options, fromSocketIO: true }, connect)
  const message = messageOf(hook.lastMessage) as SocketIOMessageData<T | null>
  return { ...hook, lastMessage: message, lastJsonMessage: message }
}

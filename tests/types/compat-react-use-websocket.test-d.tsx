// Its files, because another file of this repository declares the package itself.
import { ReadyState as OriginalState } from 'react-use-websocket/dist'
import type original from 'react-use-websocket/dist'
import type {
  Options as OriginalOptions,
  SendMessage as OriginalSendMessage,
  useEventSource as originalEventSource,
  useSocketIO as originalSocketIO,
} from 'react-use-websocket/dist'
import type { WebSocketHook as OriginalHook, WebSocketLike as OriginalLike } from 'react-use-websocket/dist/lib/types'
import { expectTypeOf } from 'vitest'
import useWebSocket, {
  ReadyState,
  resetGlobalState,
  useEventSource,
  type useSocketIO,
  type useWebSocket as named,
  type Options,
  type SendMessage,
  type WebSocketHook,
  type WebSocketLike,
} from 'websocket-store/compat/react-use-websocket'

// The arguments are the same in both directions.
expectTypeOf<Parameters<typeof useWebSocket>>().toEqualTypeOf<Parameters<typeof original>>()
expectTypeOf<Parameters<typeof useEventSource>>().toEqualTypeOf<Parameters<typeof originalEventSource>>()
expectTypeOf<Parameters<typeof useSocketIO>>().toEqualTypeOf<Parameters<typeof originalSocketIO>>()
expectTypeOf<Options>().toEqualTypeOf<OriginalOptions>()
expectTypeOf<SendMessage>().toEqualTypeOf<OriginalSendMessage>()
expectTypeOf<WebSocketLike>().toEqualTypeOf<OriginalLike>()
expectTypeOf<typeof named>().toEqualTypeOf<typeof useWebSocket>()
expectTypeOf(resetGlobalState).toEqualTypeOf<(url?: string) => void>()

// The results are the same but for `readyState`, whose numbers are no enum here. A number of one is a member of the other.
type Result<T> = Omit<WebSocketHook<T>, 'readyState'>
type OriginalResult<T> = Omit<OriginalHook<T>, 'readyState'>
expectTypeOf<Result<{ a: 1 }>>().toEqualTypeOf<OriginalResult<{ a: 1 }>>()
expectTypeOf<OriginalHook<string>>().toExtend<WebSocketHook<string>>()
expectTypeOf<WebSocketHook<string>>().toExtend<OriginalHook<string>>()
expectTypeOf<typeof original>().toExtend<typeof useWebSocket>()
expectTypeOf<typeof useWebSocket>().toExtend<typeof original>()
expectTypeOf<typeof useEventSource>().toExtend<typeof originalEventSource>()
expectTypeOf<typeof originalEventSource>().toExtend<typeof useEventSource>()
expectTypeOf<typeof useSocketIO>().toExtend<typeof originalSocketIO>()
expectTypeOf<typeof originalSocketIO>().toExtend<typeof useSocketIO>()

/** As applications use the original. */
export function Application({ url }: { url: string | null }) {
  const options: Options = { share: true, shouldReconnect: ({ code }) => code !== 1000, heartbeat: { message: 'ping', returnMessage: 'pong' } }
  const { sendJsonMessage, lastJsonMessage, lastMessage, readyState, getWebSocket } = useWebSocket<{ name: string }>(url, options, true)
  const labels: Record<ReadyState, string> = {
    [ReadyState.UNINSTANTIATED]: 'none',
    [ReadyState.CONNECTING]: 'connecting',
    [ReadyState.OPEN]: 'open',
    [ReadyState.CLOSING]: 'closing',
    [ReadyState.CLOSED]: 'closed',
  }
  const state: OriginalState = readyState
  const back: ReadyState = OriginalState.OPEN
  const name: string = ReadyState[readyState]
  const data: string = lastJsonMessage.name + String(lastMessage?.data)
  const socket = getWebSocket()
  if (socket instanceof WebSocket) socket.binaryType = 'arraybuffer'
  useEventSource('/events', { withCredentials: true, events: { message: ({ data }) => sendJsonMessage({ data: data as string }, false) } })
  return <p title={name + String(back) + String(state)}>{labels[readyState] + data}</p>
}

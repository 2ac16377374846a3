import * as theirs from '@vueuse/core'
import { expectTypeOf } from 'vitest'
import { computed, ref, shallowRef, watch, type ShallowRef } from 'vue'
import * as ours from 'websocket-store/compat/vueuse'

// The drop-in can be used wherever VueUse's composable and types were.

expectTypeOf(ours.useWebSocket).toExtend<typeof theirs.useWebSocket>()
expectTypeOf<theirs.UseWebSocketOptions>().toExtend<ours.UseWebSocketOptions>()
expectTypeOf<Omit<ours.UseWebSocketReturn<string>, never>>().toExtend<theirs.UseWebSocketReturn<string>>()
expectTypeOf<theirs.UseWebSocketReturn<string>>().toExtend<ours.UseWebSocketReturn<string>>()
expectTypeOf<ours.WebSocketStatus>().toEqualTypeOf<theirs.WebSocketStatus>()
expectTypeOf<ours.WebSocketHeartbeatMessage>().toEqualTypeOf<theirs.WebSocketHeartbeatMessage>()

// An application that was written for VueUse.

export function useFeed({ useWebSocket }: typeof ours, props: { room?: string }) {
  const { data, status, send, open, close, ws } = useWebSocket('ws://host', {
    immediate: false,
    autoConnect: true,
    autoClose: false,
    protocols: ['v1'],
    autoReconnect: { retries: (retried) => retried < 3, delay: (retries) => retries * 1000, onFailed: () => alert('gone') },
    heartbeat: { message: JSON.stringify({ type: 'ping' }), responseMessage: () => 'pong', interval: 1000, pongTimeout: 1000 },
    onConnected: (socket) => socket.send('hello'),
    onDisconnected: (_, event) => console.log(event.code, event.reason, event.wasClean, event.timeStamp),
    onError: (_, event) => console.log(event.type),
    onMessage: (_, event) => console.log(event.data, event.lastEventId),
  })
  useWebSocket(new URL('ws://host'), { heartbeat: true, autoReconnect: true })
  useWebSocket(() => props.room, { heartbeat: { scheduler: (ping) => theirs.useIntervalFn(ping, 1000), message: ref('ping') } })
  useWebSocket(ref<string>(), { heartbeat: false, autoReconnect: { retries: 3, delay: 5 } })
  useWebSocket(computed(() => new URL('ws://host')))

  const typed = useWebSocket<string>(shallowRef('ws://host'))
  const text: string | undefined = typed.data.value?.trim()
  typed.data.value = null

  // Without a type argument, data may be used as anything.
  watch(data, (value) => console.log(value.price.toFixed(2)))
  const state: ShallowRef<'OPEN' | 'CONNECTING' | 'CLOSED'> = status
  const isSent: boolean = send(new ArrayBuffer(1)) && send(new Blob()) && send('text', false)
  ws.value?.addEventListener('message', ({ data }) => console.log(data))
  if (ws.value) ws.value.binaryType = 'arraybuffer'
  close(4000, 'bye')
  close()
  open()
  return { text, state, isSent }
}

export function useMore() {
  const options: ours.UseWebSocketOptions = { autoReconnect: { retries: (retried, close) => close.code !== 4401 && retried < 3 } }
  ours.useWebSocket('ws://host', options)
  // @ts-expect-error this option does not exist
  ours.useWebSocket('ws://host', { share: true })
  // @ts-expect-error a promise is not a url
  ours.useWebSocket(async () => 'ws://host')
}

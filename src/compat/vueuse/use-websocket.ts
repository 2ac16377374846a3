import { computed, getCurrentScope, onMounted, onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { getDefaultRegistry, type WebSocketConstructor, type WireData } from '../../core'
import { ignoreFailure } from '../../core/connection/unheard-failures'
import { closeEventOf } from '../../core/platform/close-event'
import { globalWebSocket } from '../../core/platform/web-socket'
import { connectionOptions, heartbeatOf, reconnectOf } from './connection-options'
import { environment } from './environment'
import { observeSocket } from './native-socket'
import { createShownRefs } from './shown-refs'
import type { Untyped, UseWebSocketOptions, UseWebSocketReturn } from './types'

/**
 * `useWebSocket` of VueUse 14, over a connection of this library. Each call has a connection of its own.
 *
 * @param url A url, or a ref or getter of one. Undefined, null or '' for none yet.
 */
export function useWebSocket<Data = Untyped>(
  url: MaybeRefOrGetter<string | URL | undefined>,
  options: UseWebSocketOptions = {},
): UseWebSocketReturn<Data> {
  const { isServer, isHydrating } = environment()
  const { data, status, showState, showMessage } = createShownRefs<Data>(options.deactivated === 'pause')
  const ws = shallowRef<WebSocket>()
  /** The last socket, also while it closes. */
  let socket: WebSocket | undefined
  let isClosed = false
  let isEnded = false
  /** Equal URLs are the same, even if a getter makes a new one each time. */
  const address = computed(() => String(toValue(url) ?? ''))

  function WebSocket(normalized: string, protocols?: string | string[]) {
    // As given where every browser takes it: tests and logs compare it.
    const given = /^wss?:/i.test(address.value) ? address.value : normalized
    const native = new (globalWebSocket()!)(given, protocols)
    const isCurrent = () => socket === native
    ws.value = socket = native
    return observeSocket(native, {
      onError: (event) => isCurrent() && !isEnded && options.onError?.(native, event),
      onNeverOpened: (event) => isCurrent() && options.onDisconnected?.(native, event),
    })
  }
  const holder = {
    get url() {
      return address.value
    },
    options: connectionOptions(options, () => globalWebSocket() && (WebSocket as unknown as WebSocketConstructor)),
  }
  const connection = getDefaultRegistry().acquire(holder)
  connection.holdOptions(holder)
  const phase = () => connection.getSnapshot().phase
  const beat = options.heartbeat ? heartbeatOf(options).scheduler?.(() => connection.ping()) : undefined

  function listen(): void {
    connection.on('state', ({ readyState }) => showState(readyState))
    connection.on('open', () => options.onConnected?.(socket!))
    connection.on('open', () => beat?.resume())
    connection.on('close', () => beat?.pause())
    connection.on('close', (close, event) => {
      if (!event && ws.value === socket) ws.value = undefined // given up before its close event
      if (isEnded) connection.dispose()
      options.onDisconnected?.(socket!, (event ?? closeEventOf(close)) as CloseEvent)
    })
    connection.on('error', (error) => {
      const { retries, onFailed } = reconnectOf(options)
      if (!error.fatal) return // a socket has events of its own
      const isRefusal = error.code === 'closed' && typeof retries !== 'function' && !onFailed
      // Warns while developing of what VueUse does not know: a url that cannot be dialled, a refusal that ends the retries.
      if (!socket || isRefusal) ignoreFailure(error)
      onFailed?.()
    })
    connection.onMessage((message, event) => {
      showMessage(message)
      options.onMessage?.(socket!, event)
    })
  }
  // Nothing ends a listener on a server, where scopes do not end.
  if (!isServer) listen()

  function shut(code?: number, reason?: string): void {
    connection.disconnect(code, reason)
    ws.value = undefined
  }
  function close(code?: number, reason?: string): void {
    if (phase() === 'idle') return
    isClosed = true
    // An event, where `close` is an event handler, is no code.
    shut(typeof code === 'number' ? code : undefined, reason)
  }
  function open(): void {
    if (isServer || isEnded) return
    isClosed = false
    if (address.value) connection.reconnect()
    else if (phase() !== 'idle') shut()
  }

  // A message for one url must not reach another.
  watch(address, (_, previous) => previous && connection.clearQueue(), { flush: 'sync' })
  if (options.autoConnect ?? true) watch(address, () => isClosed || open())
  if (options.immediate ?? true) {
    if (isHydrating) onMounted(open)
    else open()
  }
  if ((options.autoClose ?? true) && getCurrentScope())
    onScopeDispose(() => {
      isEnded = true
      close()
      if (phase() !== 'closing') connection.dispose()
    })

  return {
    data,
    status,
    close,
    open,
    ws,
    send: (message, useBuffer = true) => !isServer && connection.send(wireDataOf(message), { queue: useBuffer }) === 'sent',
  }
}

/** Numbers and the like become text, as in a native socket. */
const wireDataOf = (message: string | number | WireData): WireData => (typeof message === 'object' ? message : String(message))

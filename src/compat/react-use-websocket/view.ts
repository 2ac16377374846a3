import { systemClock } from '../../core/platform/clock'
import { closeEventOf } from '../../core/platform/close-event'
import { ABNORMAL_CLOSE } from '../../core/policy/close-code'
import { tryTo } from '../../core/policy/try-to'
import type { ConnectionError } from '../../core/vocabulary/errors'
import type { ReadyState } from '../../core/vocabulary/ready-state'
import type { Connection } from '../../core/vocabulary/connection'
import type { ConnectionSnapshot } from '../../core/vocabulary/events'
import type { CloseInfo, EventLike, WebSocketLike } from '../../core/vocabulary/wire'
import type { Component } from './component'
import { DEFAULT_ATTEMPTS, type Heartbeat } from './connection-options'
import { eventsOf } from './sockets'
import type { Options } from './types'
import type { Shown, SocketEnd, View } from './view-types'
import { warnOf } from './warnings'

/** Ready states are numbers here: the object with their names would be the only use of it. */
export const CONNECTING: Shown = { readyState: 0, message: null }

/** Messages that wait to be shown. A component that does not render must not make them grow without a limit. */
const MAX_WAITING = 1000
const NEVER = () => {}
/** Failures without a socket: no callback is called for them. */
const NEEDS_A_FIX = /^(invalid|insecure|url|transport|no)-/

/** @param isPrivate The connection belongs to this component, so its socket closes at once when it is not wanted. */
export function createView(connection: Connection, component: Component, isPrivate: boolean): View {
  /** Null as soon as its end was reported. */
  let socket: WebSocketLike | null = null
  let lastOpen: EventLike | null = null
  let shown: Shown = { ...CONNECTING, readyState: readyStateOf(connection.getSnapshot()) }
  let waiting: MessageEvent[] = []
  /** A message is shown whose render is not committed, or the next one is about to be shown. */
  let isBusy = false
  let notify = NEVER
  let stopClosing = NEVER

  const call = (run: (options: Options) => void) => {
    const { now } = component
    if (now) tryTo(() => run(now.options), systemClock.reportError)
  }

  function show(next: Partial<Shown>): void {
    shown = { ...shown, ...next }
    notify()
  }

  function reportEnd(close: CloseInfo): SocketEnd | null {
    if (!socket) return null
    const { error, close: event = closeEventOf(close) as CloseEvent } = eventsOf(socket)!
    socket = null
    if (error) call(({ onError }) => onError?.(error))
    call(({ onClose }) => onClose?.(event))
    return { event, hasFailed: Boolean(error) }
  }

  function followEnd({ lastClose }: ConnectionSnapshot): void {
    if (connection.socket !== socket) reportEnd(lastClose ?? ABNORMAL_CLOSE)
  }

  function followState(snapshot: ConnectionSnapshot): void {
    followEnd(snapshot)
    const { socket: current } = connection
    if (current && eventsOf(current)) component.socket = socket = current
    const readyState = readyStateOf(snapshot)
    if (readyState !== shown.readyState) show({ readyState })
  }

  function open(event: EventLike): void {
    // Once for each socket: effects may run repeatedly.
    if (event === lastOpen) return
    lastOpen = event
    call(({ onOpen }) => onOpen?.(event))
    component.flush()
  }

  function fail(error: ConnectionError): void {
    const { code, message } = (error.code === 'closed' && (error.cause as ConnectionError | undefined)) || error
    if (NEEDS_A_FIX.test(code) && connection.getSnapshot().phase === 'closed') warnOf('failed', message)
    if (code === 'attempts-exhausted')
      call(({ onReconnectStop, reconnectAttempts = DEFAULT_ATTEMPTS }) => onReconnectStop?.(reconnectAttempts))
  }

  function receive(message: MessageEvent): void {
    call(({ onMessage }) => onMessage?.(message))
    const { filter } = component.now?.options ?? {}
    if (filter && (filter(message) as unknown) !== true) return
    const heartbeat = connection.option('heartbeat') as Heartbeat | undefined
    if (heartbeat && heartbeat.returnMessage === message.data) return
    if (!isBusy) {
      isBusy = true
      show({ message })
    } else if (waiting.push(message) > MAX_WAITING) waiting.shift()
  }

  return {
    reportEnd,
    receive,
    getSnapshot: () => shown,
    subscribe(listener) {
      notify = listener
      return () => {
        notify = NEVER
      }
    },
    committed(message) {
      if (message !== shown.message || !isBusy) return
      const next = waiting
      isBusy = next.length > 0
      // Later, because React limits renders that an effect causes at once.
      if (isBusy) void Promise.resolve().then(() => waiting === next && show({ message: next.shift()! }))
    },
    attach() {
      stopClosing()
      const { phase } = connection.getSnapshot()
      // It ended before this component wanted it.
      if (phase === 'closing' || phase === 'closed') connection.reconnect()
      const stops = [
        connection.on('state', followState),
        connection.on('open', open),
        connection.on('error', fail),
        connection.onMessage((_message, event) => receive(event)),
      ]
      followState(connection.getSnapshot())
      if (connection.openEvent) open(connection.openEvent)
      return () => {
        if (isPrivate && connection.openEvent) connection.disconnect()
        stops.forEach((stop) => stop())
        // A mounted component gets the close of its socket.
        if (isPrivate && socket) stopClosing = connection.on('state', followEnd)
        waiting = []
        isBusy = false
        shown = CONNECTING
      }
    },
  }
}

/** A url function that fails is called again: until there is an address, nothing was closed. */
function readyStateOf({ phase, readyState, url }: ConnectionSnapshot): ReadyState {
  return phase === 'idle' || (phase === 'waiting' && url === null) ? 0 : readyState
}

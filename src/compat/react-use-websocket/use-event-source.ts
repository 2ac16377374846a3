import { useEffect, useInsertionEffect, useRef } from 'react'
import type { EventSourceEventHandlers, EventSourceHook, EventSourceOptions, Url } from './types'
import { useWebSocket } from './use-websocket'

const NO_OPTIONS: EventSourceOptions = {}

/**
 * `useWebSocket` over an `EventSource`. It only receives.
 *
 * @param options `events` has a function for each name of an event. Only events without a name become `lastEvent`.
 */
export function useEventSource(
  url: Url,
  { withCredentials = false, events, ...options }: EventSourceOptions = NO_OPTIONS,
  connect = true,
): EventSourceHook {
  const latest = useRef<EventSourceEventHandlers>({})
  const { lastMessage, readyState, getWebSocket } = useWebSocket(url, { ...options, eventSourceOptions: { withCredentials } }, connect)
  useInsertionEffect(() => {
    if (events) latest.current = events
  })
  useEffect(() => {
    if (lastMessage) latest.current[lastMessage.type]?.(lastMessage)
  }, [lastMessage])
  return { lastEvent: lastMessage, readyState, getEventSource: getWebSocket }
}

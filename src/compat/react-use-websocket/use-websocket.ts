import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react'
import type { Connection } from '../../core/vocabulary/connection'
import type { AttemptContext } from '../../core/vocabulary/events'
import { useConnection } from '../../react/index'
import { addressOf } from './address'
import { createComponent, type Component } from './component'
import { connectionOptions } from './connection-options'
import { jsonOf } from './json-of'
import { sharedConnections } from './registry'
import type { Options, Url, WebSocketHook } from './types'
import { useAddress } from './use-address'
import { createUrlIdentity, keyOf, keyOfAddress } from './url-identity'
import { CONNECTING, createView } from './view'
import type { Shown } from './view-types'

const NO_OPTIONS: Options = {}
const UNINSTANTIATED: Shown = { readyState: -1, message: null }
const CLOSED: Shown = { readyState: 3, message: null }
const NEVER = () => () => {}

const hold = (connection: Connection | null, component: Component, isPrivate: boolean) => ({
  connection,
  view: connection && createView(connection, component, isPrivate),
})

/** The first dial uses what was found. Later ones call the function again, for a fresh token. */
const firstFrom =
  (address: string, call: () => Promise<string>) =>
  ({ attempt, lastClose }: AttemptContext) =>
    attempt || lastClose ? call() : address

/**
 * The hook of react-use-websocket 4, over a connection of this package. It renders for each message that passes `filter`,
 * in order.
 *
 * @param url Another string is another socket, and so is another memoized function. A function is called for each attempt.
 *   Null: no socket.
 * @param connect False closes the socket. @default true
 */
export function useWebSocket<T = unknown>(url: Url, options: Options = NO_OPTIONS, connect = true): WebSocketHook<T> {
  const [component] = useState(createComponent)
  const [urls] = useState(createUrlIdentity)
  const isShared = options.share === true
  const isWanted = url != null && connect
  const identified = urls.of(url)
  const identity =
    typeof identified === 'function' ? keyOf(identified, addressOf('', options)) : identified && addressOf(identified, options)
  const mapped = connectionOptions(options, component, identity)

  const call =
    typeof url === 'function' &&
    (async () => {
      const { now } = component
      const latest = now?.url
      return addressOf(await (typeof latest === 'function' ? latest : url)(), now?.options ?? options)
    })
  const { finder, address } = useAddress(isShared && call, identity, mapped, isWanted)
  const dialled = useConnection(isShared && call ? address && firstFrom(address, call) : call || identity, {
    ...mapped,
    ...(call && { key: address ? keyOfAddress(address) : identity! }),
    ...(isShared && { registry: sharedConnections(options.eventSourceOptions ? 'streams' : 'sockets') }),
    share: isShared,
    enabled: isWanted,
  })
  const connection = dialled ?? finder

  const [held, setHeld] = useState(() => hold(connection, component, !isShared))
  const current = held.connection === connection ? held : hold(connection, component, !isShared)
  if (current !== held) setHeld(current)
  const { view } = current

  useInsertionEffect(() => {
    urls.commit(url)
    return component.commit({ url, options, identity, connection, view, isWanted })
  })
  useEffect(() => (isWanted ? view?.attach() : undefined), [view, isWanted])

  const unwanted = component.socket ? CLOSED : UNINSTANTIATED
  const { readyState, message } = useSyncExternalStore(
    (isWanted && view?.subscribe) || NEVER,
    () => (isWanted ? (view?.getSnapshot() ?? CONNECTING) : unwanted),
    () => (isWanted ? CONNECTING : unwanted),
  )
  useEffect(() => view?.committed(message), [view, message])

  return {
    ...component.actions,
    lastMessage: message,
    lastJsonMessage: (message && !options.disableJson ? jsonOf(message) : null) as T,
    readyState,
  }
}

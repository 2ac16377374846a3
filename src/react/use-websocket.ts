import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react'
import { createActions, isWantedBy, type Intent, type WebSocketActions } from '../core/actions'
import { createSubscriber, IDLE_SNAPSHOT, WANTED_SNAPSHOT } from '../core/subscriber'
import type {
  Connection,
  ConnectionSnapshot,
  ConnectionUrl,
  RawIncoming,
  SubscriberOptions,
  WireData,
} from '../core/types'
import { createTrackedReads } from './tracked'
import { useAcquired } from './use-acquired'
import type { UseConnectionOptions } from './use-connection'
import { useLatest } from './use-latest'
import { useMadeFor } from './use-made-for'

export interface UseWebSocketOptions<In = RawIncoming, Out = WireData, Selected = In>
  extends UseConnectionOptions<In, Out>,
    Omit<SubscriberOptions<In, Selected>, 'enabled'> {
  /** False: no demand, and `readyState` is UNINSTANTIATED. @default true */
  enabled?: boolean
}

export interface UseWebSocketResult<Selected = RawIncoming, Out = WireData, In = Selected>
  extends ConnectionSnapshot<Selected>,
    WebSocketActions<Out> {
  /** Null while there is no url. */
  readonly connection: Connection<In, Out> | null
}

const NO_OPTIONS = {}
const NEVER = () => () => {}

/**
 * A connection's state and messages. The component renders only for the fields that it, or a child within the same
 * render, reads: one that takes `readyState` and `send` never renders for a message. Event handlers and effects read the
 * latest. Hand fields on to children, not the result: it belongs to this render. `data` is the latest message and may
 * skip some; `onMessage` has them all.
 *
 * @param url Another string is another connection; a function is asked before each dial, and an inline one is fine. Null,
 *   undefined or '' for none yet.
 */
export function useWebSocket<In = RawIncoming, Out = WireData, Selected = In>(
  url: ConnectionUrl | null | undefined,
  options: UseWebSocketOptions<In, Out, Selected> = {},
): UseWebSocketResult<Selected, Out, In> {
  const { enabled = true } = options
  const connection = useAcquired<In, Out>(url, options)
  const [intent, setIntent] = useState<Intent | null>(null)
  if (intent && intent.enabled !== enabled) setIntent(null)
  const holder = { connection, options, enabled, intent }
  const latest = useLatest(holder)

  const subscriber = useMadeFor([connection], () => connection && createSubscriber(connection, options))
  const wanted = isWantedBy(holder) ? subscriber : null
  const [{ settle, reads }] = useState(createTrackedReads<ConnectionSnapshot<Selected>, { read(): ConnectionSnapshot<Selected> }>)
  const [{ actions, reopen }] = useState(() => createActions<In, Out>(latest, setIntent))

  const read = (): ConnectionSnapshot<Selected> => (wanted ? wanted.read(options) : IDLE_SNAPSHOT)
  const snapshot = useSyncExternalStore(
    wanted?.subscribe ?? NEVER,
    () => settle(read()),
    () => (wanted ? WANTED_SNAPSHOT : IDLE_SNAPSHOT),
  )

  useEffect(
    // This effect ends after the commit of another url, whose callbacks are not to hear of this one.
    () => wanted?.attach(() => (latest().connection === connection ? latest().options : NO_OPTIONS), reopen),
    [wanted, connection, latest, reopen],
  )

  const rendered = snapshot === WANTED_SNAPSHOT ? snapshot : read()
  const [result, commit] = reads(rendered, { read }, { ...actions, connection })
  useInsertionEffect(commit)
  return result
}

import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react'
import { createActions, isWantedBy, type Intent } from '../core/binding/component-actions'
import { createSubscriber, IDLE_SNAPSHOT, WANTED_SNAPSHOT } from '../core/binding/subscriber'
import type { ConnectionSnapshot, ConnectionUrl } from '../core/vocabulary/events'
import { createTrackedReads } from './tracked'
import { useAcquired, useHeldOptions } from './use-acquired'
import { useMadeFor } from './use-made-for'
import type { UseWebSocket, UseWebSocketOptions, UseWebSocketResult } from './use-websocket-types'

const NEVER = () => () => {}

export const useWebSocket = function useWebSocket<In, Out, Selected = In>(
  url: ConnectionUrl | null | undefined,
  options: UseWebSocketOptions<In, Out, Selected> = {},
): UseWebSocketResult<Selected, Out, In> {
  const { enabled = true } = options
  const acquired = useAcquired<In, Out>(url, options)
  const { connection } = acquired
  const [intent, setIntent] = useState<Intent | null>(null)
  if (intent && intent.enabled !== enabled) setIntent(null)
  const subscriber = useMadeFor([connection], () => connection && createSubscriber(connection))
  const isWanted = isWantedBy({ connection, enabled, intent })
  useHeldOptions(acquired, isWanted)
  const wanted = isWanted ? subscriber : null
  const read = (): ConnectionSnapshot<Selected> => (wanted ? wanted.read(options) : IDLE_SNAPSHOT)
  const now = { connection, enabled, intent, options, wanted, read }
  const [{ settle, reads, latest }] = useState(() => createTrackedReads<ConnectionSnapshot<Selected>, typeof now>(now, WANTED_SNAPSHOT))
  const [{ actions, reopen }] = useState(() => createActions<In, Out>(latest.get, setIntent))

  const snapshot = useSyncExternalStore(
    wanted?.subscribe ?? NEVER,
    () => settle(read),
    () => (wanted ? WANTED_SNAPSHOT : IDLE_SNAPSHOT),
  )

  useEffect(() => {
    // This effect ends after the commit of another url or of `enabled: false`. Its callbacks must not get events of this one.
    const current = () => {
      const held = latest.whileMounted()
      return held?.wanted === wanted ? held.options : null
    }
    return wanted?.attach(current, reopen)
  }, [wanted, latest, reopen])

  const [result, commit] = reads(snapshot, now, { ...actions, connection })
  useInsertionEffect(commit)
  return result
} as unknown as UseWebSocket

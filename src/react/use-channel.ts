import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react'
import type { Channel, ChannelOptions, ChannelSnapshot, Connection, MessageListener, RecoveryVerdict } from '../core'
import { IDLE_CHANNEL, WANTED_CHANNEL } from '../core/features/channel/topic'
import { createChannelView } from '../core/binding/channel-view'
import { createTrackedReads } from './tracked'
import { useMadeFor } from './use-made-for'

export interface UseChannelOptions<In, Selected = In, Position = unknown> extends ChannelOptions<Position> {
  /** False: does not want the channel, whose status is `idle`. @default true */
  enabled?: boolean
  /** What `data` is made of. */
  select?(message: In): Selected
  onMessage?: MessageListener<In>
  /** Called each time it is known whether the subscription continued without loss; needs `channels.recovery`. */
  onRecovery?: ((recovery: RecoveryVerdict) => void) | undefined
}

export interface UseChannelResult<Selected, In = Selected> extends Omit<ChannelSnapshot<Selected>, 'conflated'> {
  /** For `useMessage`, `useMessages` and `useMessageReducer`. Null while there is no connection or key, and while not enabled. */
  readonly channel: Channel<In> | null
}

const NEVER = () => () => {}

/**
 * A channel's latest message and status. Components with the same key share one subscription at the server. It is sent on
 * each open, and ends after the last of them unmounts. The component renders only for the fields that it reads. Takes no
 * demand for the connection.
 */
export function useChannel<In, Out, Selected = In, Position = unknown>(
  connection: Connection<In, Out, Position> | null | undefined,
  key: string | null | undefined,
  options: UseChannelOptions<In, Selected, NoInfer<Position>> = {},
): UseChannelResult<Selected, In> {
  const { enabled = true, select } = options
  const view = useMadeFor([connection, key], () =>
    connection && typeof key === 'string' ? createChannelView(connection, key, options) : null,
  )
  const wanted = enabled ? view : null
  const read = (): ChannelSnapshot<Selected> => (wanted ? wanted.read(select) : IDLE_CHANNEL)
  const now = { read, wanted, options }
  const [{ settle, reads, latest }] = useState(() => createTrackedReads<ChannelSnapshot<Selected>, typeof now>(now, WANTED_CHANNEL))

  const isListening = options.onMessage !== undefined || options.onRecovery !== undefined
  // Before the channel is used below: its first verdict may come at once.
  useEffect(() => {
    if (!isListening) return undefined
    // This effect ends after the commit of another key. Its callbacks must not get messages of this one.
    const current = () => {
      const held = latest.whileMounted()
      return held?.wanted === wanted ? held.options : null
    }
    return wanted?.attach(current)
  }, [wanted, isListening, latest])
  const snapshot = useSyncExternalStore(
    wanted?.channel.subscribe ?? NEVER,
    () => settle(read),
    () => (wanted ? WANTED_CHANNEL : IDLE_CHANNEL),
  )
  const [result, commit] = reads(snapshot, now, { channel: wanted?.channel ?? null })
  useInsertionEffect(commit)

  return result
}

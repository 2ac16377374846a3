import { useEffect, useInsertionEffect, useState, useSyncExternalStore } from 'react'
import type { Channel, ChannelOptions, ChannelSnapshot, Connection, MessageListener, RecoveryVerdict } from '../core'
import { channel } from '../core/features/channel/channel'
import { IDLE_CHANNEL, WANTED_CHANNEL } from '../core/features/channel/topic'
import { createChannelView } from '../core/binding/channel-view'
import type { Cell } from './cell'
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

export interface UseChannelResult<Selected, In = Selected> extends ChannelSnapshot<Selected> {
  /** For `useMessage`, `useMessages` and `useMessageReducer`. Null while there is no connection or key, and while not enabled. */
  readonly channel: Channel<In> | null
}

const NEVER = () => () => {}

interface Latest<In> {
  readonly wanted: { readonly channel: Channel<In> } | null
  readonly onMessage: ((...args: never[]) => void) | undefined
  readonly onRecovery: ((...args: never[]) => void) | undefined
}

function useListener<In>(name: 'onMessage' | 'onRecovery', { [name]: listener, wanted }: Latest<In>, latest: Cell<Latest<In>>): void {
  const isListening = listener !== undefined
  useEffect(() => {
    if (!wanted || !isListening) return undefined
    return wanted.channel[name]((...args: unknown[]) => {
      const held = latest.whileMounted()
      // This effect ends after the commit of another key. Its listener must not get messages of this one.
      if (held?.wanted === wanted) held[name]?.(...(args as never[]))
    })
  }, [wanted, isListening, latest, name])
}

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
  const { enabled = true, select, onMessage, onRecovery } = options
  const view = useMadeFor([connection, key], () =>
    connection && typeof key === 'string' ? createChannelView(channel(connection, key, options)) : null,
  )
  const wanted = enabled ? view : null
  const read = (): ChannelSnapshot<Selected> => (wanted ? wanted.read(select) : IDLE_CHANNEL)
  const now = { read, wanted, onMessage, onRecovery }
  const [{ settle, reads, latest }] = useState(() => createTrackedReads<ChannelSnapshot<Selected>, typeof now>(now, WANTED_CHANNEL))

  // Before the channel is used: its first verdict may come at once.
  useListener('onRecovery', now, latest)
  const snapshot = useSyncExternalStore(
    wanted?.channel.subscribe ?? NEVER,
    () => settle(read),
    () => (wanted ? WANTED_CHANNEL : IDLE_CHANNEL),
  )
  const [result, commit] = reads(snapshot, now, { channel: wanted?.channel ?? null })
  useInsertionEffect(commit)

  useListener('onMessage', now, latest)
  return result
}

import { createSelection } from './selection'
import { channel } from '../features/channel/channel'
import { pendingOn, WANTED_CHANNEL } from '../features/channel/topic'
import type { Channel, ChannelOptions, ChannelSnapshot } from '../vocabulary/channel'
import type { Connection } from '../vocabulary/connection'
import type { MessageListener } from '../vocabulary/events'
import type { RecoveryVerdict } from '../vocabulary/recovery'
import type { Unsubscribe } from '../vocabulary/wire'

export interface ChannelCallbacks<In> {
  onMessage?: MessageListener<In>
  onRecovery?: ((recovery: RecoveryVerdict) => void) | undefined
}

/** One component's view of a channel that others may share. */
export interface ChannelView<In> {
  readonly channel: Channel<In>
  /** Same reference while neither the channel's snapshot nor what is selected of it changed. */
  read<S>(select: ((message: In) => S) | undefined): ChannelSnapshot<S>
  /** Calls the callbacks of that moment. Null: none of them. */
  attach(current: () => ChannelCallbacks<In> | null): Unsubscribe
}

/** Not read for a channel in use: after each message the connection would make a snapshot for it. */
function wantedOn<In, Out>(connection: Connection<In, Out>): ChannelSnapshot<never> {
  const [status, error] = pendingOn(connection.getSnapshot())
  return { ...WANTED_CHANNEL, status, error }
}

export function createChannelView<In, Out, Position>(
  connection: Connection<In, Out, Position>,
  key: string,
  options: ChannelOptions<NoInfer<Position>>,
): ChannelView<In> {
  const source = channel(connection, key, options)
  const select = createSelection<In>()
  let base: unknown = null
  let shown: ChannelSnapshot = WANTED_CHANNEL
  return {
    channel: source,
    read<S>(selector: ((message: In) => S) | undefined) {
      const snapshot = source.getSnapshot()
      // A component that shows a channel uses it, although it can subscribe only once it is mounted.
      const current = snapshot.status === 'idle' ? wantedOn(connection) : snapshot
      const data = select(current, selector)
      if (base !== snapshot || !Object.is(shown.data, data)) {
        base = snapshot
        shown = { ...current, data }
      }
      return shown as ChannelSnapshot<S>
    },
    attach(current) {
      const stops = [
        source.onRecovery((verdict) => current()?.onRecovery?.(verdict)),
        source.onMessage((message, event) => current()?.onMessage?.(message, event)),
      ]
      return () => stops.forEach((stop) => stop())
    },
  }
}

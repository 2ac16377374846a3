import { createSelection } from './selection'
import { pendingOn, WANTED_CHANNEL } from '../features/channel/topic'
import type { Channel, ChannelSnapshot } from '../vocabulary/channel'
import type { ConnectionSnapshot } from '../vocabulary/events'

/** One component's view of a channel that others may share. */
export interface ChannelView<In> {
  readonly channel: Channel<In>
  /** Same reference while neither the channel's snapshot nor what is selected of it changed. */
  read<S>(select: ((message: In) => S) | undefined): ChannelSnapshot<S>
}

export function createChannelView<In>(channel: Channel<In>, connection: { getSnapshot(): ConnectionSnapshot }): ChannelView<In> {
  const select = createSelection<In>()
  let base: unknown = null
  let shown: ChannelSnapshot = WANTED_CHANNEL
  return {
    channel,
    read<S>(selector: ((message: In) => S) | undefined) {
      const snapshot = channel.getSnapshot()
      // A component that shows a channel uses it, although it can subscribe only once it is mounted.
      const [status, error] = pendingOn(connection.getSnapshot())
      const current = snapshot.status === 'idle' ? { ...WANTED_CHANNEL, status, error } : snapshot
      const data = select(current, selector)
      if (base !== snapshot || !Object.is(shown.data, data)) {
        base = snapshot
        shown = { ...current, data }
      }
      return shown as ChannelSnapshot<S>
    },
  }
}

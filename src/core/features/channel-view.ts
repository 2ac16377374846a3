import { WANTED_CHANNEL } from './channel-hub'
import type { Channel, ChannelSnapshot } from '../channel-types'

/** One component's view of a channel that others may share. */
export interface ChannelView<In> {
  readonly channel: Channel<In>
  /** Same reference while neither the channel's snapshot nor `select` changed. */
  read<S>(select: ((message: In) => S) | undefined): ChannelSnapshot<S>
}

export function createChannelView<In>(channel: Channel<In>): ChannelView<In> {
  let cached: { base: unknown; select: unknown; snapshot: ChannelSnapshot } | null = null
  return {
    channel,
    read<S>(select: ((message: In) => S) | undefined) {
      const base = channel.getSnapshot()
      if (cached?.base !== base || cached.select !== select) {
        // Who shows a channel wants it, although it can ask for it only once it is mounted.
        const shown = base.status === 'idle' ? WANTED_CHANNEL : base
        const selected = shown.lastMessage && select ? { ...shown, data: select(shown.data as In) } : shown
        cached = { base, select, snapshot: selected }
      }
      return cached.snapshot as ChannelSnapshot<S>
    },
  }
}

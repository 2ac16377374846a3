import type { ChannelStatus, RecoveryVerdict } from 'websocket-store'
import type { FromServer } from '../protocol'

export const HISTORY = 40

export const valueOf = (message: FromServer): number => (message.type === 'price' ? message.value : NaN)

/** What the badge of a row says: the state of its channel, or how it last recovered. */
export function badgeOf(status: ChannelStatus, recovery: RecoveryVerdict | null): string {
  if (status === 'subscribing') return 'waiting'
  if (status !== 'subscribed') return status
  return recovery === 'gap' ? 'gap, loaded' : (recovery ?? status)
}

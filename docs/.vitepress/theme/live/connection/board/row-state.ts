import type { ChannelStatus, RecoveryVerdict } from 'websocket-store'
import type { FromServer } from '../protocol'

export const HISTORY = 40

export const valueOf = (message: FromServer): number => (message.type === 'price' ? message.value : NaN)

/** What the badge of a row says: where its channel is, or how it last recovered. */
export const badgeOf = (status: ChannelStatus, recovery: RecoveryVerdict | null): string =>
  status === 'subscribed' ? (recovery ?? status) : status === 'subscribing' ? 'waiting' : status

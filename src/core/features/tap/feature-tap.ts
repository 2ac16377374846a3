import type { InspectedChannel, TapEvent } from '../../vocabulary/tap'

const TAP = Symbol.for('websocket-store/tap')

type Fields<T extends TapEvent['type']> = Omit<Extract<TapEvent, { type: T }>, 'type' | 'at' | 'connection'>

/** What channels and requests tell while their connection is tapped. */
export interface FeatureTap {
  channel(topic: TappedTopic): void
  request(fields: Fields<'request'>): void
}

/** A topic of the channel hub, as far as tools see it. */
export interface TappedTopic extends Pick<InspectedChannel, 'key' | 'position' | 'holders'> {
  readonly latest: Pick<InspectedChannel, 'status' | 'recovery' | 'error'>
}

/** Undefined while nobody taps the connection: then one look-up is all that it costs. */
export const featureTapOf = (connection: object): FeatureTap | undefined => (connection as { [TAP]?: FeatureTap })[TAP]

export function setFeatureTap(connection: object, tap: FeatureTap | undefined): void {
  ;(connection as { [TAP]?: FeatureTap | undefined })[TAP] = tap
}

export const inspectTopic = ({ key, position, holders, latest: { status, recovery, error } }: TappedTopic): InspectedChannel => ({
  key,
  status,
  recovery,
  position,
  holders,
  error,
})

/** Each channel of a group has the same number of receivers, so the fan-out of a message is known. */
export interface ChannelGroup {
  readonly name: string
  readonly channels: number
}

/** Sockets of each kind: through nginx, and directly to a gateway. */
export const RECEIVERS = 200
/** Each receiver subscribes to one channel of each group of its kind. */
export const NARROW = { name: 'narrow', channels: 20 } as const satisfies ChannelGroup
export const WIDE = { name: 'wide', channels: 2 } as const satisfies ChannelGroup
export const DIRECT = { name: 'direct', channels: 20 } as const satisfies ChannelGroup
export const IDLE: ChannelGroup = { name: 'idle', channels: 100 }

export const fanOutOf = ({ channels }: ChannelGroup): number => RECEIVERS / channels
export const channelOf = ({ name, channels }: ChannelGroup, index: number): string => `${name}.${index % channels}`

export const DATA_BYTES = 200

/** The data of a message. */
export interface Data {
  /** When it was published, in µs of `nowUs()`. */
  readonly at: number
  readonly fill: string
}

/** The monotonic clock, which is the same in all processes of a machine. */
export const nowUs = (): number => Number(process.hrtime.bigint() / 1000n)

/** JSON of `DATA_BYTES` bytes. */
export function dataOf(at: number): string {
  const empty = JSON.stringify({ at, fill: '' } satisfies Data)
  return JSON.stringify({ at, fill: 'x'.repeat(DATA_BYTES - empty.length) } satisfies Data)
}

// By name, so that an ESM and a CJS copy know each other's batches.
const MEMBERS: unique symbol = Symbol.for('websocket-store/batch') as never

/** Several values, or none, where one is expected. Made by `batch()`. */
export interface Batch<T> {
  readonly [MEMBERS]: readonly T[]
}

/**
 * Several values where one is expected: the messages of one frame from `codec.decode`, the frames of one message from
 * `codec.encode`, the messages that subscribe to a channel. An empty one means none.
 */
export const batch = <T>(members: readonly T[]): Batch<T> => ({ [MEMBERS]: members })

/** The members of a batch; a list of the value itself when it is no batch. */
export const membersOf = <T>(value: T | Batch<T>): readonly T[] =>
  typeof value === 'object' && value !== null && MEMBERS in value ? value[MEMBERS] : [value]

// The messages of an Ethereum node, as far as this example uses them, and the order of its heads and logs.

export interface Head {
  readonly number: string
  readonly hash: string
}

export interface Log {
  readonly address: string
  readonly blockNumber: string
  readonly blockHash: string
  readonly logIndex: string
  readonly data: string
  readonly removed: boolean
}

export interface FromNode {
  readonly id?: string
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
  readonly params?: { readonly subscription: string; readonly result: Head | Log }
}

export interface ToNode {
  readonly method: string
  readonly params?: readonly unknown[]
  readonly jsonrpc?: '2.0'
  readonly id?: string
}

export interface Position {
  readonly block: number
  readonly index: number
  readonly hash: string
}

export function positionOf({ params }: FromNode): Position | undefined {
  const result = params?.result
  if (!result) return undefined
  if ('number' in result) return { block: Number(result.number), index: 0, hash: result.hash }
  // A log that a reorganisation removed has no place of its own.
  return result.removed ? undefined : { block: Number(result.blockNumber), index: Number(result.logIndex), hash: result.blockHash }
}

/** A head or log at the same height in another block is a reorganisation, not a duplicate. */
export const isAfter = (position: Position, known: Position) =>
  position.block > known.block ||
  (position.block === known.block && (position.index > known.index || position.hash !== known.hash))

import type { Tick } from './tick'

export const ROWS = 200

export interface Row {
  readonly id: string
  readonly isLatest: boolean
  readonly cells: readonly string[]
}

/** A table like in an application: many rows with few cells. A message changes one row. */
export const rowsFor = (tick: Tick | undefined): Row[] =>
  Array.from({ length: ROWS }, (_, i) => {
    const isLatest = tick !== undefined && tick.seq % ROWS === i
    const price = isLatest ? tick.price : 100 + i
    return { id: `S${i}`, isLatest, cells: [`S${i}`, price.toFixed(2), (price * 1.001).toFixed(2), String(i * 100)] }
  })

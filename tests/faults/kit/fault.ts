import { inject, it } from 'vitest'
import { reasonNotIn, ROWS, type Engine, type RowNumber } from '../rows'

declare module 'vitest' {
  interface ProvidedContext {
    engine: Engine
  }
}

const TIMEOUT_MS = 40_000

/** The WebSocket that these tests run on. */
export const engine: Engine = inject('engine')

export interface FaultOptions {
  /** Why this one test of the row cannot run in an engine; the row's note in `rows.ts` tells the reader of the table. */
  readonly except?: Partial<Readonly<Record<Engine, string>>>
  /** @default 40_000 */
  readonly timeoutMs?: number
}

/**
 * One test of a row of the fault table; a row may have several. A row that cannot exist in an engine at all says why in
 * `rows.ts`, and only there.
 */
export function fault(row: RowNumber, behaviour: string, run: () => Promise<void>, options: FaultOptions = {}): void {
  const { except, timeoutMs = TIMEOUT_MS } = options
  const reason = reasonNotIn(engine, row) ?? except?.[engine]
  const title = `row ${row}: ${ROWS[row].fault}: ${behaviour}`
  if (reason) it.skip(`${title} (not here: ${reason})`, run)
  else it(title, { timeout: timeoutMs }, run)
}

import { inject, it } from 'vitest'
import { reasonNotIn, ROWS, type Engine, type RowNumber } from '../rows'

declare module 'vitest' {
  interface ProvidedContext {
    engine: Engine
  }
}

const TIMEOUT_MS = 40_000

/** The engine whose WebSocket these tests use. */
export const engine: Engine = inject('engine')

export interface FaultOptions {
  /** Why this test of the row cannot run in an engine. The row's note in `rows.ts` explains it to readers of the table. */
  readonly except?: Partial<Readonly<Record<Engine, string>>>
  /** @default 40_000 */
  readonly timeoutMs?: number
}

/**
 * One test of a row of the fault table. A row can have several tests. If a whole row cannot exist in an engine, only `rows.ts`
 * states the reason.
 */
export function fault(row: RowNumber, behaviour: string, run: () => Promise<void>, options: FaultOptions = {}): void {
  const { except, timeoutMs = TIMEOUT_MS } = options
  const reason = reasonNotIn(engine, row) ?? except?.[engine]
  const title = `row ${row}: ${ROWS[row].fault}: ${behaviour}`
  if (reason) it.skip(`${title} (not here: ${reason})`, run)
  else it(title, { timeout: timeoutMs }, run)
}

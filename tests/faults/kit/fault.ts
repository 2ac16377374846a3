import { inject, it } from 'vitest'
import { reasonNotIn, ROWS, type Engine } from '../rows'

declare module 'vitest' {
  interface ProvidedContext {
    engine: Engine
  }
}

const TIMEOUT_MS = 20_000

/** The WebSocket that these tests run on. */
export const engine: Engine = inject('engine')

/**
 * One test of a row of the fault table; a row may have several. A row that cannot exist in this engine says why in
 * `rows.ts`, and only there.
 */
export function fault(row: keyof typeof ROWS, behaviour: string, run: () => Promise<void>, timeoutMs = TIMEOUT_MS): void {
  const reason = reasonNotIn(engine, row)
  const title = `row ${row}: ${ROWS[row].fault}: ${behaviour}`
  if (reason) it.skip(`${title} (not here: ${reason})`, run)
  else it(title, { timeout: timeoutMs }, run)
}

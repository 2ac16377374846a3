import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ENGINES, reasonNotIn, ROWS, type Engine, type RowNumber } from '../rows'

/** The result of a row in an engine. A row without a test and without a reason counts as failed. */
export type Outcome = 'passed' | 'failed' | 'not applicable'

export interface EngineResult {
  /** Name and version: the head of the column. */
  readonly title: string
  readonly passed: readonly RowNumber[]
  readonly failed: readonly RowNumber[]
}

export type Results = Partial<Record<Engine, EngineResult>>

/** Stored, so that each command can update only its own columns of the table. */
const file = fileURLToPath(new URL('results.json', import.meta.url))

export const ROW_NUMBERS = Object.keys(ROWS).map(Number) as RowNumber[]

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {})

/** Replaces the given results and deletes the undefined ones. Writes one line for each engine, in the order of the columns. */
export function mergeResults(updates: { readonly [E in Engine]?: EngineResult | undefined }): void {
  const all = { ...readResults(), ...updates }
  const lines = ENGINES.filter((engine) => all[engine]).map((engine) => `  "${engine}": ${JSON.stringify(all[engine])}`)
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
}

export function outcomeOf(row: RowNumber, engine: Engine, { passed }: EngineResult): Outcome {
  if (reasonNotIn(engine, row)) return 'not applicable'
  return passed.includes(row) ? 'passed' : 'failed'
}

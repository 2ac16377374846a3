import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Summary } from './summary'

/** What was measured last of each workload: the tables are made of it, and later runs are held to it. */
export interface Results {
  readonly chromium: string
  readonly summaries: Readonly<Record<string, Summary>>
  /** Of the minified bundle, compressed with brotli. */
  readonly bytes: Readonly<Record<string, number>>
  /** In Node, over a raw socket. */
  readonly nodeHeap: number
}

const file = fileURLToPath(new URL('../results.json', import.meta.url))

const NOTHING: Results = { chromium: '', summaries: {}, bytes: {}, nodeHeap: 0 }

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : NOTHING)

export const writeResults = (results: Results): void => writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)

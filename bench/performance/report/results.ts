import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Summary } from './summary'

/** The last results of each workload. The tables show them, and later runs are compared with them. */
export interface Results {
  readonly chromium: string
  readonly summaries: Readonly<Record<string, Summary>>
  /** Size of the minified bundle, compressed with brotli. */
  readonly bytes: Readonly<Record<string, number>>
  /** Bytes more than a raw socket, in Node. */
  readonly nodeHeap: number
}

const file = fileURLToPath(new URL('../results.json', import.meta.url))

const EMPTY: Results = { chromium: '', summaries: {}, bytes: {}, nodeHeap: 0 }

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : EMPTY)

export const writeResults = (results: Results): void => writeFileSync(file, `${JSON.stringify(results, null, 1)}\n`)

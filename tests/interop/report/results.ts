import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SERVERS, type Item, type ServerId } from '../spec'

export interface ServerResult {
  /** Name and version. */
  readonly title: string
  /** An item that is in none of the three did not run, which counts as failed. */
  readonly passed: readonly Item[]
  readonly failed: readonly Item[]
  /** Why an item cannot exist there. */
  readonly cannot: Partial<Readonly<Record<Item, string>>>
  /** What exists only there. */
  readonly particular: readonly { readonly behaviour: string; readonly passed: boolean }[]
}

export type Results = Partial<Record<ServerId, ServerResult>>

/** Kept, so that a run of some servers renews their lines only. */
const file = fileURLToPath(new URL('results.json', import.meta.url))

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {})

export function mergeResults(news: Results): void {
  const all = { ...readResults(), ...news }
  const lines = SERVERS.filter((id) => all[id]).map((id) => `  "${id}": ${JSON.stringify(all[id])}`)
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { SERVERS, type Item, type ServerId } from '../spec'

export interface ServerResult {
  /** Name and version. */
  readonly title: string
  /** An item in none of the three lists did not run, which counts as failed. */
  readonly passed: readonly Item[]
  readonly failed: readonly Item[]
  /** Items that the server cannot support, with the reason. */
  readonly cannot: Partial<Readonly<Record<Item, string>>>
  /** The tests of this server only. */
  readonly particular: readonly { readonly behaviour: string; readonly passed: boolean }[]
}

export type Results = Partial<Record<ServerId, ServerResult>>

/** Stored, so that a run of some servers updates only their lines. */
const file = fileURLToPath(new URL('results.json', import.meta.url))

export const readResults = (): Results => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {})

export function mergeResults(updates: Results): void {
  const all = { ...readResults(), ...updates }
  const lines = SERVERS.filter((id) => all[id]).map((id) => `  "${id}": ${JSON.stringify(all[id])}`)
  writeFileSync(file, `{\n${lines.join(',\n')}\n}\n`)
}

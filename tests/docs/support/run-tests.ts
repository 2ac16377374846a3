import * as vitest from 'vitest'
import { runBlock } from './run-block'

type Options = Parameters<typeof runBlock>[3]

/** Runs the tests that a block of a page defines. Returns their number. */
export async function runTests(page: string, marker: string, url: string, { modules = {}, ...options }: Options = {}): Promise<number> {
  const runs: (() => unknown)[] = []
  const it = (_title: string, run: () => unknown) => void runs.push(run)
  await runBlock(page, marker, url, { ...options, modules: { vitest: async () => ({ ...vitest, it }), ...modules } })
  for (const run of runs) await run()
  return runs.length
}

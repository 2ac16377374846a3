import { basename } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import { ITEM_NAMES, SERVERS, type Item, type ServerId } from '../spec'
import { mergeResults, type Results, type ServerResult } from './results'
import { writeTable } from './write-table'

/** Updates the section of `docs/evidence/compatibility.md` for the servers that ran. */
export const tableReporter: Reporter = {
  onTestRunEnd(modules) {
    const updates: Results = {}
    for (const id of SERVERS) {
      const ofServer = modules.filter(({ moduleId }) => basename(moduleId).split('.')[0] === id)
      // The file with the contract. A server can have more test files.
      const contract = ofServer.find(({ moduleId }) => moduleId.endsWith(`/${id}.interop.ts`))
      if (contract) updates[id] = resultOf(id, contract, ofServer)
    }
    mergeResults(updates)
    writeTable()
  },
}

function resultOf(id: ServerId, contract: TestModule, modules: readonly TestModule[]): ServerResult {
  const [suite] = contract.children.suites()
  const byItem = new Map<Item, TestCase>()
  const particular: ServerResult['particular'][number][] = []
  for (const test of modules.flatMap(({ children }) => [...children.allTests()])) {
    const name = ITEM_NAMES.find((each) => test.name.startsWith(`${each}: `))
    if (name) byItem.set(name, test)
    else particular.push({ behaviour: test.name, passed: test.result().state === 'passed' })
  }
  const reasonOf = (name: Item) => {
    const result = byItem.get(name)?.result()
    return result?.state === 'skipped' ? result.note : undefined
  }
  const isPassed = (name: Item) => byItem.get(name)?.result().state === 'passed'
  return {
    title: suite?.name ?? id,
    passed: ITEM_NAMES.filter(isPassed),
    failed: ITEM_NAMES.filter((name) => !isPassed(name) && reasonOf(name) === undefined),
    cannot: Object.fromEntries(ITEM_NAMES.flatMap((name) => (reasonOf(name) === undefined ? [] : [[name, reasonOf(name)!]]))),
    particular,
  }
}

import { basename } from 'node:path'
import type { Reporter, TestCase, TestModule } from 'vitest/node'
import type {} from '../support/shows'
import { ITEM_NAMES, PROTOCOL_IDS, type Item, type ProtocolId } from './spec'
import { markOf, writeProtocols, type Shown } from './write-protocols'

const isPassed = (test: TestCase) => test.result().state === 'passed'

function shownBy(tests: readonly TestCase[]): Shown {
  const items = new Map<Item, boolean>()
  const special: { behaviour: string; isPassed: boolean }[] = []
  for (const test of tests)
    for (const item of test.meta().shows ?? []) {
      if (item === 'special') special.push({ behaviour: test.name, isPassed: isPassed(test) })
      else items.set(item, isPassed(test) && (items.get(item) ?? true))
    }
  return { items, special }
}

/** Updates the section of `docs/evidence/compatibility.md`, if all tests of all protocols ran. */
export const protocolReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[]) {
    const tests = modules.flatMap(({ children }) => [...children.allTests()])
    const fileOf = ({ module }: TestCase) => basename(module.moduleId).split('.')[0]
    const hasRun = (id: ProtocolId) => modules.some(({ moduleId }) => basename(moduleId) === `${id}.test.ts`)
    if (!PROTOCOL_IDS.every(hasRun) || tests.some((test) => test.result().state === 'skipped'))
      return console.log('Not all tests ran, so docs/evidence/compatibility.md was not updated.')

    // The file of the protocol comes first: modules are in the order in which they ended.
    const testsOf = (id: ProtocolId) => [fileOf, (test: TestCase) => test.meta().protocol].flatMap((owner) => tests.filter((test) => owner(test) === id))
    const shown = new Map(PROTOCOL_IDS.map((id) => [id, shownBy(testsOf(id))]))
    writeProtocols(shown)
    const missing = PROTOCOL_IDS.flatMap((id) =>
      ITEM_NAMES.filter((item) => markOf(id, item, shown.get(id)!) === '✗').map((item) => `${id}: ${item}`),
    )
    if (missing.length === 0) return
    console.error(`Not shown by any test that passed:\n${missing.join('\n')}`)
    process.exitCode = 1
  },
}

import { basename } from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'
import { COLUMN_NAMES, type ColumnName } from '../items'
import { writeBundlers } from './write-bundlers'
import { writeFrameworks, type Outcomes } from './write-frameworks'

const columnOf = ({ moduleId }: TestModule): ColumnName | undefined =>
  COLUMN_NAMES.find((name) => basename(moduleId).startsWith(`${name}.framework.`))

const isOfBundlers = ({ moduleId }: TestModule) => basename(moduleId).startsWith('bundlers.framework.')

function passedByBundler(module: TestModule): ReadonlyMap<string, ReadonlySet<string>> {
  const suites = [...module.children.suites()]
  return new Map(suites.map((suite) => [suite.name, new Set([...suite.children.allTests('passed')].map(({ name }) => name))]))
}

/** Writes the tables of `docs/evidence/compatibility.md`. Vitest loads this file with `--reporter`. */
export default function frameworkReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const outcomes: Outcomes = new Map()
      for (const module of modules) {
        if (isOfBundlers(module)) {
          writeBundlers(passedByBundler(module))
          continue
        }
        const column = columnOf(module)
        if (!column) throw new Error(`${module.moduleId} has no column in items.ts`)
        outcomes.set(column, new Map([...module.children.allTests()].map((test) => [test.name, test.result().state === 'passed'])))
      }
      writeFrameworks(outcomes)
    },
  }
}

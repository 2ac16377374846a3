import type { Reporter, TestModule } from 'vitest/node'
import type { Engine, RowNumber } from '../rows'
import { mergeResults, ROW_NUMBERS, type EngineResult } from './results'

declare module 'vitest' {
  interface ProvidedContext {
    /** Name and version of the engine. */
    engineTitle: string
  }
}

/** Stores the result of each row. Vitest loads this file with `--reporter`. */
export default function rowReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const byEngine = new Map<Engine, TestModule[]>()
      for (const module of modules) {
        const { engine } = module.project.getProvidedContext()
        byEngine.set(engine, [...(byEngine.get(engine) ?? []), module])
      }
      mergeResults(Object.fromEntries([...byEngine].map(([engine, engineModules]) => [engine, resultOf(engineModules)])))
    },
  }
}

function resultOf(modules: readonly TestModule[]): EngineResult {
  const states = new Map<number, string[]>()
  for (const module of modules)
    for (const test of module.children.allTests()) {
      const row = Number(/^row (\d+):/.exec(test.name)?.[1])
      states.set(row, [...(states.get(row) ?? []), test.result().state])
    }
  const ran = ROW_NUMBERS.filter((row: RowNumber) => states.get(row)?.some((state) => state !== 'skipped'))
  const isPassed = (row: RowNumber) => states.get(row)!.every((state) => state === 'passed' || state === 'skipped')
  return {
    title: modules[0]!.project.getProvidedContext().engineTitle,
    passed: ran.filter(isPassed),
    failed: ran.filter((row) => !isPassed(row)),
  }
}

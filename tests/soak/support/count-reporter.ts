import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with a machine-readable line: `N passed, N failed`. */
export const countReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors) {
    let passed = 0
    // Errors outside tests count as failures.
    let failed = errors.length
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state)
      passed += results.filter((state) => state === 'passed').length
      failed += results.filter((state) => state === 'failed').length
      if (module.state() === 'failed' && !results.includes('failed')) failed++
    }
    // A run without results counts as failed.
    if (passed + failed === 0) failed = 1
    // Prints after the other reporters.
    setImmediate(() => console.log(`${passed} passed, ${failed} failed`))
  },
}

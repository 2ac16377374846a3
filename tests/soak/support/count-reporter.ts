import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with a line that can be read by machine: `N passed, N failed`. */
export const countReporter: Reporter = {
  onTestRunEnd(modules: readonly TestModule[], errors) {
    let passed = 0
    // What went wrong outside any test has failed all the same.
    let failed = errors.length
    for (const module of modules) {
      const results = [...module.children.allTests()].map((test) => test.result().state)
      passed += results.filter((state) => state === 'passed').length
      failed += results.filter((state) => state === 'failed').length
      if (module.state() === 'failed' && !results.includes('failed')) failed++
    }
    // A run that could not begin has not passed.
    if (passed + failed === 0) failed = 1
    // After what the other reporters have to say.
    setImmediate(() => console.log(`${passed} passed, ${failed} failed`))
  },
}

import { afterEach, onTestFinished, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { getDefaultRegistry } from 'websocket-store'

export { serve } from './per-test'

// No test finds the connections of the one before.
afterEach(() => getDefaultRegistry().dispose())

/** Runs composables as a Pinia store would, until `scope.stop()` or the end of the test. */
export function inScope<T extends object>(setup: () => T): T & { readonly scope: EffectScope } {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return { ...scope.run(setup)!, scope }
}

/** Waits until nothing in `check` throws any more. */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 5 })

import { afterEach, onTestFinished, vi } from 'vitest'
import { effectScope, type EffectScope } from 'vue'
import { getDefaultRegistry } from 'websocket-store'

export { serve } from './per-test'

// Dispose the shared connections, so that no test reuses those of another.
afterEach(() => getDefaultRegistry().dispose())

/** Runs composables as a Pinia store does, until `scope.stop()` or the end of the test. */
export function inScope<T extends object>(setup: () => T): T & { readonly scope: EffectScope } {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return { ...scope.run(setup)!, scope }
}

/** Retries `check` until it does not throw. */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, { timeout: 10_000, interval: 5 })

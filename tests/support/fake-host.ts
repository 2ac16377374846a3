import type { ConnectionHost } from '../../src/core/connection/host'
import type { LifecycleSignal } from '../../src/core/vocabulary/options'
import { createFakeClock, type FakeClock } from './fake-clock'

export interface FakeHost extends ConnectionHost {
  readonly clock: FakeClock
  /** Sends a lifecycle signal to every watcher. */
  signal(name: LifecycleSignal): void
  readonly watchers: number
  /** The arguments of all `onActivity` calls. */
  readonly activity: boolean[]
  readonly disposals: number
}

export function createFakeHost(base?: string): FakeHost {
  const clock = createFakeClock()
  const watchers = new Set<(signal: LifecycleSignal) => void>()
  const activity: boolean[] = []
  let disposals = 0
  return {
    clock,
    activity,
    baseUrl: () => base,
    watchLifecycle(emit) {
      const watcher = (signal: LifecycleSignal) => emit(signal)
      watchers.add(watcher)
      return () => void watchers.delete(watcher)
    },
    onActivity: (isActive) => void activity.push(isActive),
    onDispose: () => void disposals++,
    signal(name) {
      for (const watcher of [...watchers]) watcher(name)
    },
    get watchers() {
      return watchers.size
    },
    get disposals() {
      return disposals
    },
  }
}

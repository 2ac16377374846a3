import type { LifecycleSignal } from '../vocabulary/options'
import { systemClock, type Clock } from '../platform/clock'
import { watchLifecycle } from '../platform/lifecycle'
import { baseUrl } from '../platform/page'
import type { Unsubscribe } from '../vocabulary/wire'

/** What a connection is given by its surroundings, so that tests can stand in for all of it. */
export interface ConnectionHost {
  readonly clock: Clock
  watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe
  baseUrl(): string | undefined
  /** Told when the connection comes to work or to rest: at rest nothing of it must be kept. */
  onActivity?(isActive: boolean): void
  onDispose?(): void
}

export const platformHost: ConnectionHost = { clock: systemClock, watchLifecycle, baseUrl }

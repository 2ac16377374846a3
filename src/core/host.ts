import type { LifecycleSignal } from './option-types'
import { systemClock, type Clock } from './platform/clock'
import { watchLifecycle } from './platform/lifecycle'
import { baseUrl } from './platform/realm'
import type { Unsubscribe } from './types'

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

import type { LifecycleSignal } from '../vocabulary/options'
import { systemClock, type Clock } from '../platform/clock'
import { watchLifecycle } from '../platform/lifecycle'
import { baseUrl } from '../platform/page'
import type { Unsubscribe } from '../vocabulary/wire'

/** What a connection needs from its environment, so that tests can replace all of it. */
export interface ConnectionHost {
  readonly clock: Clock
  watchLifecycle(emit: (signal: LifecycleSignal) => void): Unsubscribe
  baseUrl(): string | undefined
  /** Called when the connection becomes active or comes to rest: at rest nothing must refer to it. */
  onActivity?(isActive: boolean): void
  onDispose?(): void
}

export const platformHost: ConnectionHost = { clock: systemClock, watchLifecycle, baseUrl }

import type { LockOutcome, LockRequest, Locks } from '../../core/platform/locks'

export interface LockSlot {
  /** Holds or requests the lock of this epoch and gives up the one before. */
  set(epoch: number | null): void
}

/** One lock at a time. Outcomes of a lock that was given up are not reported. */
export function createLockSlot(
  locks: Locks,
  prefix: string,
  request: Omit<LockRequest, 'name'>,
  report: (epoch: number, outcome: LockOutcome) => void,
): LockSlot {
  let current: number | null = null
  let release: (() => void) | null = null
  return {
    set(epoch) {
      if (epoch === current) return
      const releasePrevious = release
      current = epoch
      release =
        epoch === null
          ? null
          : locks.request({ ...request, name: `${prefix}${epoch}` }, (outcome) => {
              if (current === epoch) report(epoch, outcome)
            })
      // Only now: at no time does this tab disappear from the look-ups of others.
      releasePrevious?.()
    },
  }
}

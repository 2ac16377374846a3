import { hasBroadcast, openBroadcast } from '../../core/platform/broadcast'
import { systemClock } from '../../core/platform/clock'
import { watchLifecycle } from '../../core/platform/lifecycle'
import { systemLocks } from '../../core/platform/locks'
import { isPageVisible } from '../../core/platform/page'
import type { ElectionPlatform } from './runner'

/**
 * The parts of this browser that an election needs. Null where some are missing: outside of secure contexts, on servers, in old
 * browsers.
 */
export function browserPlatform(): ElectionPlatform | null {
  const locks = systemLocks()
  if (!locks || !hasBroadcast()) return null
  return {
    locks,
    now: systemClock.now,
    random: systemClock.random,
    setTimer: systemClock.setTimer,
    openChannel: openBroadcast,
    watchLifecycle,
    isVisible: isPageVisible,
  }
}

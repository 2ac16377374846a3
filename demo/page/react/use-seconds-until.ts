import { useCallback, useSyncExternalStore } from 'react'
import { secondsUntil, watchClock } from '../shared/countdown'

/** The seconds until a point in time. Renders ten times per second, and not without such a point. */
export const useSecondsUntil = (at: number | null): number | null => {
  const subscribe = useCallback((onTick: () => void) => (at === null ? () => undefined : watchClock(onTick)), [at])
  return useSyncExternalStore(subscribe, () => secondsUntil(at))
}

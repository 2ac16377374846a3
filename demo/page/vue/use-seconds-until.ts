import { shallowRef, watch, type Ref } from 'vue'
import { secondsUntil, watchClock } from '../shared/countdown'

/** The seconds until a point in time. Updates ten times per second, and not without such a point. */
export const useSecondsUntil = (at: Readonly<Ref<number | null>>): Readonly<Ref<number | null>> => {
  const seconds = shallowRef<number | null>(null)
  watch(
    at,
    (point, _previous, onCleanup) => {
      const update = () => (seconds.value = secondsUntil(point))
      update()
      if (point !== null) onCleanup(watchClock(update))
    },
    // With the point, not after it: otherwise others could see the seconds of the previous one.
    { immediate: true, flush: 'sync' },
  )
  return seconds
}

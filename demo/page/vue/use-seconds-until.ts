import { computed, ref, watch, type ComputedRef, type Ref } from 'vue'

/** The seconds until a point in time. Updates ten times per second. */
export const useSecondsUntil = (at: Readonly<Ref<number | null>>): ComputedRef<number | null> => {
  const now = ref(Date.now())
  watch(
    at,
    (point, _previous, onCleanup) => {
      if (point === null) return
      const timer = setInterval(() => (now.value = Date.now()), 100)
      onCleanup(() => clearInterval(timer))
    },
    { immediate: true },
  )
  return computed(() => (at.value === null ? null : Math.max(0, at.value - now.value) / 1000))
}

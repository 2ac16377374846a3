import { useEffect, useState } from 'react'

/** Counts down to a point in time. */
export const useSecondsUntil = (at: number | null): number | null => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === null) return
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [at])
  return at === null ? null : Math.max(0, at - now) / 1000
}

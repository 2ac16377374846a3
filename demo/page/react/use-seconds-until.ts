import { useEffect, useState } from 'react'

/** The seconds until a point in time. Updates ten times per second. */
export const useSecondsUntil = (at: number | null): number | null => {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === null) return
    const timer = setInterval(() => setNow(Date.now()), 100)
    return () => clearInterval(timer)
  }, [at])
  return at === null ? null : Math.max(0, at - now) / 1000
}

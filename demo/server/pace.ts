/** Messages are sent in batches, because timers cannot fire thousands of times per second. */
const INTERVAL_MS = 20

/** Calls `send` `rate()` times per second. If `send` returns false, the rest of the batch is skipped. Returns a stop function. */
export const pace = (rate: () => number, send: () => boolean): (() => void) => {
  let due = 0
  let lastRunAt = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    due += ((now - lastRunAt) * rate()) / 1000
    lastRunAt = now
    // A late price has no value, so prices that could not be sent are dropped.
    while (due >= 1) due = send() ? due - 1 : 0
  }, INTERVAL_MS)
  return () => clearInterval(timer)
}

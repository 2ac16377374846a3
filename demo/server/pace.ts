/** Sent in bundles: a timer for each of thousands a second would only measure the timer. */
const BEAT_MS = 20

/** Calls `send` as many times a second as `rate` says, for as long as it returns true. Returns how to stop. */
export const pace = (rate: () => number, send: () => boolean): (() => void) => {
  let due = 0
  let lastBeatAt = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    due += ((now - lastBeatAt) * rate()) / 1000
    lastBeatAt = now
    // A price that could not be sent in time is worth nothing later, so what is left over is forgotten.
    while (due >= 1) due = send() ? due - 1 : 0
  }, BEAT_MS)
  return () => clearInterval(timer)
}

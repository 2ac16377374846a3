const POLL_MS = 20
/** Longest time for something that makes progress. */
const MOST_MS = 90_000

/**
 * Reads a value until it is as expected. The error shows the last one.
 *
 * @param timeoutMs How long the value may stay the same: a slow machine is not a fault.
 */
export async function waitFor<T>(what: string, read: () => T | Promise<T>, isExpected: (value: T) => boolean, timeoutMs = 10_000): Promise<T> {
  const start = performance.now()
  let last = ''
  let changedAt = start
  for (;;) {
    const value = await read()
    if (isExpected(value)) return value
    const text = JSON.stringify(value)
    const now = performance.now()
    if (text !== last) changedAt = now
    last = text
    if (now - changedAt > timeoutMs || now - start > MOST_MS) throw new Error(`waited ${Math.round(now - start)} ms for ${what}, but it is ${text}`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}

// A consumer may stop delivering without an error, for example after the server was killed at a bad moment.

export interface Progress {
  /** The last entry of the stream. */
  lastSeq(): Promise<number>
  /** The next entry that the reader expects. */
  next(): number
}

/** Calls `onStall` when the stream has more entries during a whole interval, and none of them arrives. Returns a function that ends it. */
export function watchForStall({ lastSeq, next }: Progress, intervalMs: number, onStall: () => void): () => void {
  let expected = 0

  async function check(): Promise<void> {
    const last = await lastSeq()
    // Read after the answer: everything that was delivered before it has arrived.
    const now = next()
    if (last < now) expected = 0
    else if (expected === now) onStall()
    else expected = now
  }

  const timer = setInterval(() => {
    // The reader notices by itself that the server does not answer.
    check().catch(() => {})
  }, intervalMs)
  return () => clearInterval(timer)
}

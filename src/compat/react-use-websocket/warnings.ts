// Bundlers replace `process.env.NODE_ENV` as a whole, so it is written as they expect it.
declare const process: { readonly env: { readonly NODE_ENV?: string } }

/** Warns of a mistake in the program, while developing. A production bundle leaves the texts out. */
export function warnOf(mistake: 'shared' | 'stream' | 'no-stream' | 'failed', detail?: string): void {
  try {
    if (process.env.NODE_ENV !== 'production') {
      const texts = {
        shared: 'This socket is shared. Use the functions that useWebSocket returns, and its options instead of handlers.',
        stream: 'An EventSource only receives. Send the message with a request.',
        'no-stream': 'There is no EventSource here. Assign one to `globalThis.EventSource`.',
        failed: `There is no connection. ${detail}`,
      }
      console.warn(`[websocket-store] ${texts[mistake]}`)
    }
  } catch {
    // A browser without a bundler has no `process`.
  }
}

/** Timers and frames; each function returns one that cancels. */
export interface Pacer {
  requestFrame(run: () => void): () => void
  setTimer(run: () => void, delayMs: number): () => void
}

/** What a store needs from the platform. */
export interface StorePlatform extends Pacer {
  reportError(error: unknown): void
}

// Bounds of what is kept for pages that sleep or do not read.

/** Messages of each channel that are kept for pages that slept. */
export const MAX_KEPT = 1000
/** Their size on the wire, for text and binary. */
export const MAX_KEPT_BYTES = 1_000_000

/** A page reports how many messages it has read after each so many. */
export const READ_EVERY = 256
/** The browser queues what a frozen page does not read, without a limit. So many messages wait there at most … */
export const MAX_UNREAD = 10_000
/** … unless the page has read some of them within this time, or the worker is behind and cannot know. */
export const PATIENCE_MS = 5000

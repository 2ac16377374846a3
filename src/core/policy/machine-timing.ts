/** Signals reach every tab of a device at once: spread the dials they cause. */
export const SIGNAL_JITTER_MS = 1000
/** A wall-clock deadline that is met this late says more about our timers than about the server. */
export const LATE_AFTER_MS = 1000
/** How long a probe waits: after sleep or a network change people look at the screen. */
export const PROBE_TIMEOUT_MS = 5000

import { systemClock } from '../../core/platform/clock'
import { MAX_UNREAD, PATIENCE_MS, READ_EVERY } from '../protocol/limits'
import { afterArrivals } from './after-arrivals'

/** A worker whose own tasks wait longer than this is behind itself. */
const BEHIND_MS = 500

/** How many messages a page has not read yet. */
export interface ReadWindow {
  readonly isPaused: boolean
  posted(): void
  /** The page has read as many messages since its hello. */
  read(count: number): void
  /** The page says hello. */
  reset(): void
}

/** @param onUnpause The page reads again. */
export function createReadWindow(onUnpause: () => void): ReadWindow {
  let posted = 0
  let read = 0
  let isPaused = false
  let isAsking = false
  /** Since when nothing was read although there is something to read. */
  let since = 0

  const isLate = () => posted - read >= MAX_UNREAD && systemClock.now() - since > PATIENCE_MS

  /** What the page has read may wait in the queue of a busy worker, or of a computer that slept. */
  function ask(): void {
    const askedAt = systemClock.now()
    isAsking = true
    afterArrivals(() => {
      isAsking = false
      if (systemClock.now() - askedAt > BEHIND_MS) since = systemClock.now()
      else isPaused ||= isLate()
    })
  }

  return {
    get isPaused() {
      if (!isPaused && !isAsking && isLate()) ask()
      return isPaused
    },
    posted() {
      // Fewer than that are not reported.
      if (posted++ - read <= READ_EVERY) since = systemClock.now()
    },
    read(count) {
      // Messages of before the hello are counted by the page, too.
      read = Math.min(count, posted)
      since = systemClock.now()
      if (!isPaused || posted - read > MAX_UNREAD / 2) return
      isPaused = false
      onUnpause()
    },
    reset() {
      posted = read = 0
      isPaused = false
    },
  }
}

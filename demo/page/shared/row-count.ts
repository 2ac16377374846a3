import { formatCount } from './format'
import type { PaneName } from './render-count'

const EVERY_MS = 1000
/** A rate of a shorter time is not shown, because it says little. */
const MIN_WINDOW_MS = 500

interface Count {
  total: number
  /** The total when the rate was last shown, and when that was. */
  shown: number
  shownAt: number
}

const counts: Record<PaneName, Count> = {
  react: { total: 0, shown: 0, shownAt: 0 },
  vue: { total: 0, shown: 0, shownAt: 0 },
}

const write = (id: string, text: string): void => {
  const output = document.getElementById(id)
  if (output !== null) output.textContent = text
}

const restart = (count: Count): void => {
  count.shown = count.total
  count.shownAt = performance.now()
}

const show = (pane: PaneName): void => {
  const count = counts[pane]
  write(`${pane}-row-count`, formatCount(count.total))
  const durationMs = performance.now() - count.shownAt
  if (durationMs < MIN_WINDOW_MS) return
  write(`${pane}-row-rate`, formatCount(Math.round(((count.total - count.shown) * 1000) / durationMs)))
  restart(count)
}

// Written once per second and directly to the DOM, because counting thousands of rows must not affect the measurement.
setInterval(() => {
  show('react')
  show('vue')
}, EVERY_MS)

/** A pane with rows was mounted: it starts from 0. The rate follows when there is one. */
export const resetRows = (pane: PaneName): void => {
  counts[pane].total = 0
  restart(counts[pane])
  write(`${pane}-row-count`, '0')
  write(`${pane}-row-rate`, '–')
}

export const countRow = (pane: PaneName): void => {
  counts[pane].total += 1
}

import { formatCount } from './format'
import type { PaneName } from './render-count'

const EVERY_MS = 1000

interface Count {
  total: number
  shown: number
  shownAt: number
}

const counts: Record<PaneName, Count> = {
  react: { total: 0, shown: 0, shownAt: 0 },
  vue: { total: 0, shown: 0, shownAt: 0 },
}

const write = (id: string, count: number): void => {
  const output = document.getElementById(id)
  if (output !== null) output.textContent = formatCount(count)
}

const show = (pane: PaneName): void => {
  const count = counts[pane]
  const now = performance.now()
  write(`${pane}-row-count`, count.total)
  write(`${pane}-row-rate`, Math.round(((count.total - count.shown) * 1000) / (now - count.shownAt)))
  count.shown = count.total
  count.shownAt = now
}

// Written once per second and directly to the DOM, because counting thousands of rows must not affect the measurement.
setInterval(() => {
  show('react')
  show('vue')
}, EVERY_MS)

export const countRow = (pane: PaneName): void => {
  counts[pane].total += 1
}

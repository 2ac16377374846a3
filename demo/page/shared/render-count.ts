import { formatCount } from './format'

export type PaneName = 'react' | 'vue'

const counts: Record<PaneName, number> = { react: 0, vue: 0 }

const show = (pane: PaneName): void => {
  const output = document.getElementById(`${pane}-renders`)
  // Written past both frameworks: a count that caused renders would count itself.
  if (output !== null) output.textContent = formatCount(counts[pane])
}

export const countRender = (pane: PaneName): void => {
  counts[pane] += 1
  show(pane)
}

export const resetRenders = (pane: PaneName): void => {
  counts[pane] = 0
  show(pane)
}

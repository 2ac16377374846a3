import { formatCount } from './format'

export type PaneName = 'react' | 'vue'

const counts: Record<PaneName, number> = { react: 0, vue: 0 }

const show = (pane: PaneName): void => {
  const output = document.getElementById(`${pane}-renders`)
  // Written directly to the DOM: if the count caused renders, it would count itself.
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

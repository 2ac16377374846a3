import { useEffect } from 'react'
import { countRow } from '../shared/row-count'
import type { PaneName } from '../shared/render-count'

/** Counts the commits of the calling rows. */
export const useRowCount = (pane: PaneName): void => {
  useEffect(() => countRow(pane))
}

import { onMounted, onUpdated } from 'vue'
import { countRow } from '../shared/row-count'
import type { PaneName } from '../shared/render-count'

/** Counts the renders of the calling rows. */
export const useRowCount = (pane: PaneName): void => {
  onMounted(() => countRow(pane))
  onUpdated(() => countRow(pane))
}

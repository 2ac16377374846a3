import { onMounted, onUpdated } from 'vue'
import { countRender, resetRenders, type PaneName } from '../shared/render-count'

/** Counts the renders of the calling component. */
export const useRenderCount = (pane: PaneName): void => {
  onMounted(() => {
    resetRenders(pane)
    countRender(pane)
  })
  onUpdated(() => countRender(pane))
}

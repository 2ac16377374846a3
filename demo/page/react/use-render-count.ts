import { useEffect } from 'react'
import { countRender, resetRenders, type PaneName } from '../shared/render-count'

/** Counts the commits of the calling component. */
export const useRenderCount = (pane: PaneName): void => {
  useEffect(() => resetRenders(pane), [pane])
  useEffect(() => countRender(pane))
}

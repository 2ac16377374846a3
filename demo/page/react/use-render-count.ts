import { useEffect } from 'react'
import { countRender, resetRenders, type PaneName } from '../shared/render-count'

/** Counts the commits of the component that calls it. */
export const useRenderCount = (pane: PaneName): void => {
  useEffect(() => resetRenders(pane), [pane])
  useEffect(() => countRender(pane))
}

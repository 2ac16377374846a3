import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { Demo } from '../demo'
import { PriceBoard } from './price-board'

/** @returns Unmounts the board. */
export function mountReact(element: Element, demo: Demo): () => void {
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <PriceBoard demo={demo} />
    </StrictMode>,
  )
  return () => root.unmount()
}

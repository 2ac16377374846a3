import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'

/** @returns Unmounts what was mounted. */
export function mountInStrictMode(element: Element, children: ReactNode): () => void {
  const root = createRoot(element)
  root.render(<StrictMode>{children}</StrictMode>)
  return () => root.unmount()
}

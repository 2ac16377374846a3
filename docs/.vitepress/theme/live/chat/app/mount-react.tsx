import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { ChatDemo } from '../demo'
import { Chat } from './chat'

/** @returns Unmounts the chat. */
export function mountReact(element: Element, demo: ChatDemo): () => void {
  const root = createRoot(element)
  root.render(
    <StrictMode>
      <Chat demo={demo} />
    </StrictMode>,
  )
  return () => root.unmount()
}

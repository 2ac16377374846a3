import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { WorkerMessage } from '../protocol/messages'

/** Posts to each page how many pages are served, itself included. */
export interface PageCount {
  /** The page is served from now on. */
  add(post: (message: WorkerMessage) => void): Unsubscribe
}

export function createPageCount(): PageCount {
  const pages = new Set<(message: WorkerMessage) => void>()
  let isDue = false

  /** Once for all pages that come or go together, and not for a page that says hello again. */
  function changed(): void {
    if (isDue) return
    isDue = true
    void Promise.resolve().then(() => {
      isDue = false
      for (const post of pages) post({ type: 'pages', count: pages.size })
    })
  }

  return {
    add(post) {
      // Its own function: the same port may be added again before it is removed.
      const page = (message: WorkerMessage) => post(message)
      pages.add(page)
      changed()
      return () => {
        if (pages.delete(page)) changed()
      }
    },
  }
}

import type { ExampleName } from '../shared/examples'
import { byId } from './dom'

/** Says whose sockets the page counts: those of this page, or those of all tabs of the visitor. */
export const showOwner = (example: ExampleName): void => {
  const isShared = example === 'tabs'
  byId('owner').textContent = isShared ? 'all your tabs' : 'this page'
  byId('opened-by').textContent = isShared ? 'all your tabs' : 'this page'
  byId('limit').textContent = `Limit: one processor thread ${isShared ? '' : 'decodes all messages and '}renders both panes.`
}

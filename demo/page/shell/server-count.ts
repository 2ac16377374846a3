import type { Stats } from '../../protocol'
import { session, tab } from '../shared/identity'
import { byId } from './dom'

const EVERY_MS = 400

/** Requests the counts over plain HTTP, so the request itself is not a socket. */
export const watchServer = (): void => {
  const poll = async (): Promise<void> => {
    try {
      const response = await fetch(`/stats?session=${session}&tab=${tab}`)
      const stats = (await response.json()) as Stats
      byId('sockets').textContent = String(stats.tab.sockets)
      byId('opened').textContent = String(stats.tab.opened)
      byId('total').textContent = String(stats.sockets)
    } catch {
      // If the server does not respond, the number of its sockets is unknown.
      for (const id of ['sockets', 'opened', 'total']) byId(id).textContent = '–'
    }
    setTimeout(() => void poll(), EVERY_MS)
  }
  void poll()
}

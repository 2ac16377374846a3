import type { Stats } from '../../protocol'
import { ownerOf, type ExampleName } from '../shared/examples'
import { session } from '../shared/identity'
import { setServerSockets } from '../shared/server-sockets'
import { byId } from './dom'

const EVERY_MS = 400

/** Requests the counts over plain HTTP, so the request itself is not a socket. */
export const watchServer = (example: () => ExampleName): void => {
  const poll = async (): Promise<void> => {
    try {
      const owner = ownerOf(example())
      const response = await fetch(`/stats?session=${session}&tab=${owner}`)
      const stats = (await response.json()) as Stats
      // The user has opened another example in the meantime.
      if (owner !== ownerOf(example())) return void poll()
      setServerSockets(stats.tab.sockets)
      byId('sockets').textContent = String(stats.tab.sockets)
      byId('opened').textContent = String(stats.tab.opened)
      byId('total').textContent = String(stats.sockets)
    } catch {
      // If the server does not respond, the number of its sockets is unknown.
      setServerSockets(null)
      for (const id of ['sockets', 'opened', 'total']) byId(id).textContent = '–'
    }
    setTimeout(() => void poll(), EVERY_MS)
  }
  void poll()
}

import type { Stats } from '../../protocol'
import { tab } from '../shared/identity'
import { byId } from './dom'

const EVERY_MS = 400

/** Asks the server itself, over plain HTTP, so that the question is no socket. */
export const watchServer = (): void => {
  const ask = async (): Promise<void> => {
    try {
      const response = await fetch(`/stats?tab=${tab}`)
      const stats = (await response.json()) as Stats
      byId('sockets').textContent = String(stats.tab.sockets)
      byId('opened').textContent = String(stats.tab.opened)
      byId('total').textContent = String(stats.sockets)
    } catch {
      // Nobody can know how many sockets a server holds that does not answer.
      for (const id of ['sockets', 'opened', 'total']) byId(id).textContent = '–'
    }
    setTimeout(() => void ask(), EVERY_MS)
  }
  void ask()
}

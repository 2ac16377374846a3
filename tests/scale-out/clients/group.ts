import { waitFor } from '../../support/wait-for'
import type { ClientReport } from '../record/report'
import type { Truth } from '../truth'
import { startClient, type Client, type ClientSettings } from './client'

/** The clients of one process or page. */
export interface Group {
  /** Resolves when all channels of all clients are subscribed. */
  untilSubscribed(timeoutMs: number): Promise<void>
  /** Waits until all clients have everything, or until the time is up, and ends them. Returns what they received. */
  finish(truth: Truth, timeoutMs: number): Promise<ClientReport[]>
}

const MAX_SHOWN = 5

export function startGroup(settings: readonly ClientSettings[]): Group {
  const clients: Client[] = settings.map(startClient)
  return {
    async untilSubscribed(timeoutMs) {
      await waitFor(() => clients.every((client) => client.isSubscribed()), { timeoutMs }).catch(() => {
        const missing = clients.filter((client) => !client.isSubscribed()).map((client) => client.state())
        throw new Error(`${missing.length} clients are not subscribed: ${missing.slice(0, MAX_SHOWN).join('; ')}`)
      })
    },
    async finish(truth, timeoutMs) {
      // When the time is up, the reports show what is missing.
      await waitFor(() => clients.every((client) => client.hasAll(truth)), { timeoutMs }).catch(() => {})
      const reports = clients.map((client) => client.report())
      for (const client of clients) client.end()
      return reports
    },
  }
}

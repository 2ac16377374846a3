import { createConnection, type ConnectionOptions } from 'websocket-store'

/** A ticket is good for one handshake, within seconds, so it does no harm in a log. */
export const connectWithTicket = (url: string, ticketUrl: string, options: ConnectionOptions = {}) =>
  createConnection(async ({ signal }) => {
    const response = await fetch(ticketUrl, { method: 'POST', credentials: 'include', signal })
    // Signed out: `fatal` stops the retries.
    if (response.status === 401) throw Object.assign(new Error('signed out'), { fatal: true })
    if (!response.ok) throw new Error(`no ticket: ${response.status}`)
    return `${url}?ticket=${encodeURIComponent(await response.text())}`
  }, options)

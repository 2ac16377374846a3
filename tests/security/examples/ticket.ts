import { createConnection, type ConnectionOptions } from 'websocket-store'

/** A ticket is valid for one handshake and a few seconds, so it is harmless in a log. */
export const connectWithTicket = (url: string, ticketUrl: string, options: ConnectionOptions = {}) =>
  createConnection(async ({ signal }) => {
    const response = await fetch(ticketUrl, { method: 'POST', credentials: 'include', signal })
    // Signed out: `fatal` stops the retries.
    if (response.status === 401) throw Object.assign(new Error('signed out'), { fatal: true })
    if (!response.ok) throw new Error(`no ticket: ${response.status}`)
    return `${url}?ticket=${encodeURIComponent(await response.text())}`
  }, options)

import { createConnection, type ConnectionOptions } from 'websocket-store'

// The script of a page that tests open: they dial from it and read its events.

declare global {
  interface Window {
    /** The events of the connection and of the browser, in order. */
    events: string[]
    dial(url: string, options?: ConnectionOptions): void
  }
}

window.events = []
window.dial = (url, options) => {
  const connection = createConnection(url, options)
  connection.on('state', ({ phase, error }) => void window.events.push(error?.fatal ? `${phase} ${error.code}` : phase))
  connection.connect()
}
for (const type of ['pagehide', 'pageshow'])
  window.addEventListener(type, (event) => {
    const { persisted } = event as PageTransitionEvent
    window.events.push(persisted ? `${type} persisted` : type)
  })

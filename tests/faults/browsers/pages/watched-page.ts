import { createConnection, type ConnectionOptions } from 'websocket-store'

// The script of a page of its own: tests dial from it, and ask what it was told.

declare global {
  interface Window {
    /** What the connection and the browser told, in that order. */
    told: string[]
    dial(url: string, options?: ConnectionOptions): void
  }
}

window.told = []
window.dial = (url, options) => {
  const connection = createConnection(url, options)
  connection.on('state', ({ phase, error }) => void window.told.push(error?.fatal ? `${phase} ${error.code}` : phase))
  connection.connect()
}
for (const type of ['pagehide', 'pageshow'])
  window.addEventListener(type, (event) => {
    const { persisted } = event as PageTransitionEvent
    window.told.push(persisted ? `${type} persisted` : type)
  })

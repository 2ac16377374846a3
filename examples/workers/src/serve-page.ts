import type { Connection } from 'websocket-store'
import type { FromPage, FromWorker, Port } from './protocol'

/** Shares the connection with the page at the other end of the port, until the page leaves or closes. */
export function servePage(connection: Connection<string, string>, port: Port): void {
  let stop: (() => void) | null = null
  const post = (message: FromWorker) => port.postMessage(message)

  const join = (lock: string): void => {
    if (stop) return
    const postState = () => post({ type: 'state', readyState: connection.getSnapshot().readyState })
    const cleanups = [
      connection.on('state', postState),
      connection.onMessage((message) => post({ type: 'message', message })),
      connection.retain(),
    ]
    postState()
    const leave = (stop = () => {
      if (stop !== leave) return
      stop = null
      for (const cleanup of cleanups) cleanup()
    })
    // A port has no event for a closed page, but the browser releases the locks of the page.
    void navigator.locks.request(lock, leave)
  }

  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data.type === 'join') join(data.lock)
    else if (data.type === 'leave') stop?.()
    else connection.send(data.message)
  }
}

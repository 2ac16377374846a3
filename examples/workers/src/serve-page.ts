import type { Connection } from 'websocket-store'
import type { FromPage, FromWorker, Port } from './protocol'

/** Lets the page at the other end of the port share the connection, for as long as it wants it and lives. */
export function servePage(connection: Connection<string, string>, port: Port): void {
  let stop: (() => void) | null = null
  const tell = (news: FromWorker) => port.postMessage(news)

  const want = (lock: string): void => {
    if (stop) return
    const tellState = () => tell({ type: 'state', readyState: connection.getSnapshot().readyState })
    const ends = [
      connection.on('state', tellState),
      connection.onMessage((message) => tell({ type: 'message', message })),
      connection.retain(),
    ]
    tellState()
    const leave = (stop = () => {
      if (stop !== leave) return
      stop = null
      for (const end of ends) end()
    })
    // A port does not tell that its page is gone, but the browser gives back the page's locks.
    void navigator.locks.request(lock, leave)
  }

  port.onmessage = ({ data }: MessageEvent<FromPage>) => {
    if (data.type === 'want') want(data.lock)
    else if (data.type === 'leave') stop?.()
    else connection.send(data.message)
  }
}

import { createPortEnd, type Port } from '../protocol/port-end'

/**
 * A port whose other end is made later. What is posted before waits here.
 *
 * @param open Called when the port is started. If it rejects, the port is closed.
 */
export function createLazyPort(open: () => Promise<Port>): Port {
  let target: Port | null = null
  let waiting: unknown[] = []
  let isClosed = false
  const end = createPortEnd(
    // Copied at once, as by a port: the caller may change the message, or must see the error.
    (message) => (target ? target.postMessage(message) : waiting.push(structuredClone(message))),
    () => {
      isClosed = true
      target?.close()
    },
    () => void open().then(connect, end.closed),
  )

  function connect(opened: Port): void {
    if (isClosed) return opened.close()
    target = opened
    opened.addEventListener('message', ({ data }) => end.receive(data))
    opened.addEventListener('close', end.closed)
    opened.start()
    for (const message of waiting) opened.postMessage(message)
    waiting = []
  }
  return end.port
}

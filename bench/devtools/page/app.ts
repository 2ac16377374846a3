import { createRegistry, json } from 'websocket-store'

/** What the benchmark reads. */
export interface PageCounts {
  readonly messages: number
  readonly frames: number
}

declare global {
  var counts: () => PageCounts
  var isOpen: () => boolean
}

/** A page that shows the last message, once in a frame of the screen. */
export function startApp() {
  const registry = createRegistry()
  const connection = registry.connection(`ws://${location.host}/feed`, { codec: json<{ readonly seq: number }>() })
  const line = document.querySelector('#root')!.appendChild(document.createElement('p'))
  let messages = 0
  let frames = 0
  let last = 0
  connection.onMessage(({ seq }) => {
    messages++
    last = seq
  })
  const tick = () => {
    frames++
    line.textContent = `${messages} messages, ${last}`
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
  connection.connect()
  globalThis.counts = () => ({ messages, frames })
  globalThis.isOpen = () => connection.getSnapshot().phase === 'open'
  return { registry, connection }
}

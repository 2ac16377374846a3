import type { Tick } from '../page/tick'
import type { Feed } from './feed'

/** The simplest working feed: one socket, and every message notifies all listeners immediately. */
export function naiveFeed(url: string): Feed {
  let socket: WebSocket | null = null
  let users = 0
  const latest = new Map<string | null, Tick>()
  const callbacks = new Set<(tick: Tick) => void>()
  const listeners = new Set<() => void>()

  function onMessage({ data }: MessageEvent<string>): void {
    const tick = JSON.parse(data) as Tick
    latest.set(tick.key, tick).set(null, tick)
    for (const callback of callbacks) callback(tick)
    for (const listener of listeners) listener()
  }

  function retain<T>(set: Set<T>, member: T): () => void {
    set.add(member)
    if (users++ === 0) {
      socket = new WebSocket(url)
      socket.onmessage = onMessage
    }
    return () => {
      set.delete(member)
      if (--users === 0) socket?.close()
    }
  }

  return {
    latest: (key) => latest.get(key),
    subscribe: (_key, listener) => retain(listeners, listener),
    onMessage: (callback) => retain(callbacks, callback),
    send: (message) => socket?.send(JSON.stringify(message)),
  }
}

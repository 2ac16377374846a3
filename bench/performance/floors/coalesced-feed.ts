import type { Tick } from '../page/tick'
import type { Feed } from './feed'

/** How long the socket outlives its last subscriber. */
const LINGER_MS = 1000

interface Topic {
  latest: Tick | undefined
  readonly listeners: Set<() => void>
}

/**
 * What somebody would write by hand who knows this one server and nothing else matters: subscribers indexed by key, one
 * publication a frame. It never reconnects and knows no errors.
 */
export function coalescedFeed(url: string): Feed {
  let socket: WebSocket | null = null
  let users = 0
  let lingering: ReturnType<typeof setTimeout> | undefined
  let isFrameDue = false
  const callbacks = new Set<(tick: Tick) => void>()
  const topics = new Map<string | null, Topic>()
  const dirty = new Set<Topic>()

  function publish(): void {
    isFrameDue = false
    for (const { listeners } of dirty) for (const listener of listeners) listener()
    dirty.clear()
  }

  function note(topic: Topic | undefined, tick: Tick): void {
    if (!topic) return
    topic.latest = tick
    dirty.add(topic)
  }

  function onMessage({ data }: MessageEvent<string>): void {
    const tick = JSON.parse(data) as Tick
    for (const callback of callbacks) callback(tick)
    note(topics.get(tick.key), tick)
    note(topics.get(null), tick)
    if (isFrameDue || dirty.size === 0) return
    isFrameDue = true
    requestAnimationFrame(publish)
  }

  function use(): () => void {
    clearTimeout(lingering)
    users++
    if (!socket) {
      socket = new WebSocket(url)
      socket.onmessage = onMessage
    }
    return () => {
      if (--users > 0) return
      lingering = setTimeout(() => {
        socket?.close()
        socket = null
      }, LINGER_MS)
    }
  }

  return {
    latest: (key) => topics.get(key)?.latest,
    subscribe(key, listener) {
      const topic = topics.get(key) ?? { latest: undefined, listeners: new Set() }
      topics.set(key, topic)
      topic.listeners.add(listener)
      const release = use()
      return () => {
        topic.listeners.delete(listener)
        if (topic.listeners.size === 0) topics.delete(key)
        release()
      }
    },
    onMessage(callback) {
      callbacks.add(callback)
      const release = use()
      return () => {
        callbacks.delete(callback)
        release()
      }
    },
    send: (message) => socket?.send(JSON.stringify(message)),
  }
}

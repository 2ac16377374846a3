import type { Tick } from '../page/tick'
import type { Feed } from './feed'

/** How long the socket stays open after its last subscriber. */
const LINGER_MS = 1000

interface Topic {
  latest: Tick | undefined
  readonly listeners: Set<() => void>
}

/**
 * A feed written by hand for this one server: subscribers indexed by key, one notification per frame. It does not reconnect and
 * does not handle errors.
 */
export function coalescedFeed(url: string): Feed {
  let socket: WebSocket | null = null
  let users = 0
  let lingerTimer: ReturnType<typeof setTimeout> | undefined
  let isFrameRequested = false
  const callbacks = new Set<(tick: Tick) => void>()
  const topics = new Map<string | null, Topic>()
  const dirty = new Set<Topic>()

  function publish(): void {
    isFrameRequested = false
    for (const { listeners } of dirty) for (const listener of listeners) listener()
    dirty.clear()
  }

  function update(topic: Topic | undefined, tick: Tick): void {
    if (!topic) return
    topic.latest = tick
    dirty.add(topic)
  }

  function onMessage({ data }: MessageEvent<string>): void {
    const tick = JSON.parse(data) as Tick
    for (const callback of callbacks) callback(tick)
    update(topics.get(tick.key), tick)
    update(topics.get(null), tick)
    if (isFrameRequested || dirty.size === 0) return
    isFrameRequested = true
    requestAnimationFrame(publish)
  }

  function retain(): () => void {
    clearTimeout(lingerTimer)
    users++
    if (!socket) {
      socket = new WebSocket(url)
      socket.onmessage = onMessage
    }
    return () => {
      if (--users > 0) return
      lingerTimer = setTimeout(() => {
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
      const release = retain()
      return () => {
        topic.listeners.delete(listener)
        if (topic.listeners.size === 0) topics.delete(key)
        release()
      }
    },
    onMessage(callback) {
      callbacks.add(callback)
      const release = retain()
      return () => {
        callbacks.delete(callback)
        release()
      }
    },
    send: (message) => socket?.send(JSON.stringify(message)),
  }
}

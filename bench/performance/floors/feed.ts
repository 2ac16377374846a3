import type { Tick } from '../page/tick'

/** The handwritten feed of a floor. A null key means all messages. */
export interface Feed {
  latest(key: string | null): Tick | undefined
  subscribe(key: string | null, listener: () => void): () => void
  onMessage(callback: (tick: Tick) => void): () => void
  send(message: object): void
}

/** Creates one feed per url. */
export function shared(create: (url: string) => Feed): (url: string) => Feed {
  const feeds = new Map<string, Feed>()
  return (url) => {
    const feed = feeds.get(url) ?? create(url)
    feeds.set(url, feed)
    return feed
  }
}

import type { Tick } from '../page/tick'

/** A socket written by hand, as the floors have it. A null key is every message. */
export interface Feed {
  latest(key: string | null): Tick | undefined
  subscribe(key: string | null, listener: () => void): () => void
  onMessage(callback: (tick: Tick) => void): () => void
  send(message: object): void
}

/** One feed for each url. */
export function shared(create: (url: string) => Feed): (url: string) => Feed {
  const feeds = new Map<string, Feed>()
  return (url) => {
    const feed = feeds.get(url) ?? create(url)
    feeds.set(url, feed)
    return feed
  }
}

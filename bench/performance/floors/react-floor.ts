import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { runReact } from '../page/react-shell'
import type { Tick } from '../page/tick'
import { shared, type Feed } from './feed'

export function runReactFloor(create: (url: string) => Feed): void {
  const feedAt = shared(create)

  function useKeyed(url: string, key: string | null): Tick | undefined {
    const feed = feedAt(url)
    const subscribe = useCallback((listener: () => void) => feed.subscribe(key, listener), [feed, key])
    return useSyncExternalStore(subscribe, () => feed.latest(key))
  }

  runReact({
    useKeyed,
    useLast(url, onMessage) {
      const feed = feedAt(url)
      useEffect(() => feed.onMessage(onMessage), [feed, onMessage])
      return useKeyed(url, null)
    },
    useSend(url) {
      const feed = feedAt(url)
      useEffect(() => feed.onMessage(() => {}), [feed])
      return useState(() => (message: object) => feed.send(message))[0]
    },
  })
}

import { onScopeDispose, shallowRef } from 'vue'
import { runVue } from '../page/vue-shell'
import { shared, type Feed } from './feed'

export function runVueFloor(create: (url: string) => Feed): void {
  const feedAt = shared(create)

  function useKeyed(url: string, key: string | null) {
    const feed = feedAt(url)
    const tick = shallowRef(feed.latest(key))
    onScopeDispose(feed.subscribe(key, () => (tick.value = feed.latest(key))))
    return tick
  }

  runVue({
    useKeyed,
    useLast(url, onMessage) {
      onScopeDispose(feedAt(url).onMessage(onMessage))
      return useKeyed(url, null)
    },
    useSend(url) {
      const feed = feedAt(url)
      onScopeDispose(feed.onMessage(() => {}))
      return (message) => feed.send(message)
    },
  })
}

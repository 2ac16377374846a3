import { createSharedComposable, useWebSocket } from '@vueuse/core'
import { computed, shallowRef, watch } from 'vue'
import { runVue } from '../../page/vue-shell'
import type { Tick } from '../../page/tick'

const useShared = createSharedComposable(useWebSocket)
const parse = (text: string) => JSON.parse(text) as Tick

runVue({
  useLast(url, onMessage) {
    const { data } = useWebSocket(url, { onMessage })
    return computed(() => (data.value === null ? undefined : parse(data.value)))
  },
  useKeyed(url, key) {
    const { data } = useShared(url)
    const tick = shallowRef<Tick>()
    watch(data, (text) => {
      if (text === null) return
      const next = parse(text)
      if (next.key === key) tick.value = next
    })
    return tick
  },
  useSend(url) {
    const { send } = useWebSocket(url)
    return (message) => void send(JSON.stringify(message))
  },
})

import { inject, provide, type InjectionKey } from 'vue'
import { json } from 'websocket-store'
import { useChannel, useConnection, useWebSocket } from 'websocket-store/vue'
import type { Tick } from '../../page/tick'
import { runVue } from '../../page/vue-shell'

const codec = json<Tick, object>()
const channels = {
  subscribe: (key: string) => ({ type: 'subscribe', key }),
  route: (tick: Tick) => tick.key,
}
const connect = (url: string) => useConnection(url, { codec, channels })
const sharedConnection: InjectionKey<ReturnType<typeof connect>> = Symbol()

runVue({
  share: (url) => provide(sharedConnection, connect(url)),
  useLast: (url, onMessage) => useWebSocket(url, { codec, onMessage }).data,
  useKeyed: (_url, key) => useChannel(inject(sharedConnection), key).data,
  useSend: (url) => useWebSocket(url, { codec }).send,
})

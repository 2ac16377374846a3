import { createApp, defineComponent, h, ref } from 'vue'
import { WebSocketDevtools } from 'websocket-store/devtools/vue'
import { createWebSocketStore, useWebSocket } from 'websocket-store/vue'
import { expose, serverUrl } from '../server-url'

const isShown = ref(true)

const App = defineComponent(() => {
  const { readyState } = useWebSocket(`${serverUrl}/chat?token=planted`)
  return () => [h('output', readyState.value), isShown.value ? h(WebSocketDevtools, { open: true }) : null]
})

const app = createApp(App).use(createWebSocketStore())
app.mount('#app')
expose({ show: (next) => void (isShown.value = next), unmount: () => app.unmount() })

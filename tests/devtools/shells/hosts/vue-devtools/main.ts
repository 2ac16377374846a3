import { createApp, defineComponent, h } from 'vue'
import { json } from 'websocket-store'
import { createVueDevtoolsPlugin } from 'websocket-store/devtools/vue-devtools'
import { createWebSocketStore, useChannel, useWebSocket } from 'websocket-store/vue'
import { expose, serverUrl } from '../server-url'

interface Message {
  readonly topic: string
}

const App = defineComponent(() => {
  const { readyState, send, connection } = useWebSocket(`${serverUrl}/chat?token=planted`, {
    codec: json<Message>(),
    channels: {
      subscribe: (topic) => ({ topic }),
      ackOf: ({ topic }) => topic,
      route: () => undefined,
    },
    reconnect: { delay: () => 200 },
  })
  useChannel(connection, 'news')
  return () => [h('output', readyState.value), h('button', { onClick: () => send({ topic: 'a frame' }) }, 'Send')]
})

const app = createApp(App).use(createWebSocketStore()).use(createVueDevtoolsPlugin())
app.mount('#app')
expose({ show: () => {}, unmount: () => app.unmount() })

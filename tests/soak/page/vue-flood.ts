import { createApp, defineComponent, h, ref } from 'vue'
import { text } from 'websocket-store'
import { useMessageReducer, useMessages, useWebSocket } from 'websocket-store/vue'
import { countOf } from './churn-app'
import { INPUT_LABEL, type MountFloodApp } from './flood-app'

const codec = text()

export const mountVue: MountFloodApp = (root, url, take, onOpen) => {
  let sendMessage: (message: string) => void = () => {}

  const App = defineComponent({
    setup() {
      const { data, send, connection } = useWebSocket(url, { codec, onMessage: take, onOpen })
      const count = useMessageReducer(connection, countOf, 0)
      const history = useMessages(connection, { limit: 20 })
      const draft = ref('')
      sendMessage = send
      const onInput = (event: Event) => void (draft.value = (event.target as HTMLInputElement).value)
      return () => [
        h('output', count.value),
        h('p', data.value),
        h('input', { 'aria-label': INPUT_LABEL, value: draft.value, onInput }),
        h('ul', history.value.map((message) => h('li', message))),
      ]
    },
  })

  createApp(App).mount(root)
  return (message) => sendMessage(message)
}

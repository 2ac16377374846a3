/* eslint-disable vue/one-component-per-file -- a short test application, not an example */
import { createApp, defineComponent, Fragment, h, KeepAlive, ref } from 'vue'
import { useConnection, useMessage, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/vue'
import { countOf, options, VIEWERS, type ChurnApp, type MountChurnApp } from './churn-app'

const Viewer = defineComponent({
  props: { url: { type: String, required: true } },
  setup(props) {
    const { readyState, data, attempt } = useWebSocket(() => props.url, {
      ...options,
      deactivated: 'release',
      onOpen() {},
      onMessage() {},
      onClose() {},
    })
    return () => h('p', { 'data-state': readyState.value, 'data-attempt': attempt.value }, data.value)
  },
})

const Counter = defineComponent({
  props: { url: { type: String, required: true } },
  setup(props) {
    const connection = useConnection(() => props.url, options)
    const history = useMessages(connection, { limit: 20 })
    const count = useMessageReducer(connection, countOf, 0)
    useMessage(connection, () => {})
    return () => [h('output', count.value), h('ul', history.value.map((message) => h('li', message)))]
  },
})

const Viewers = defineComponent({
  props: { url: { type: String, required: true } },
  setup: (props) => () => h(Fragment, Array.from({ length: VIEWERS }, (_, key) => h(Viewer, { key, url: props.url }))),
})

/** Puts the viewers into KeepAlive in odd rounds. */
export const mountVue: MountChurnApp = (element, firstUrl, isOdd) => {
  const url = ref(firstUrl)
  const isShown = ref(true)
  let result: Pick<ChurnApp, 'send' | 'reconnect'> | undefined

  const App = defineComponent({
    setup() {
      result = useWebSocket(() => (isShown.value ? url.value : null), options)
      const viewers = () => (isShown.value ? h(Viewers, { url: url.value, key: url.value }) : null)
      return () => [isShown.value ? h(Counter, { url: url.value }) : null, isOdd ? h(KeepAlive, viewers) : viewers()]
    },
  })

  const app = createApp(App)
  app.mount(element)
  return {
    send: (message) => result!.send(message),
    reconnect: () => result!.reconnect(),
    setUrl: (next) => void (url.value = next),
    setShown: (shown) => void (isShown.value = shown),
    unmount: () => app.unmount(),
  }
}

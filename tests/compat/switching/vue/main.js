import { createApp, defineComponent, h, ref, watch } from 'vue'
import { useToggle, useWebSocket } from '@vueuse/core'

const url = new URLSearchParams(location.search).get('server')

const App = defineComponent(() => {
  const { data, status, send } = useWebSocket(url, {
    autoReconnect: { retries: 100, delay: 200 },
    heartbeat: { message: 'ping', responseMessage: 'pong', interval: 5000, pongTimeout: 20_000 },
  })
  const texts = ref([])
  const text = ref('')
  const [isShown] = useToggle(true)
  watch(data, (frame) => {
    const message = JSON.parse(frame)
    if (message.type === 'said') texts.value = [...texts.value, message.text]
  })
  const list = (id) => h('ul', { id }, texts.value.map((each) => h('li', each)))
  const submit = (event) => {
    event.preventDefault()
    send(JSON.stringify({ text: text.value }))
  }
  return () =>
    isShown.value && [
      list('first'),
      list('second'),
      h('form', { onSubmit: submit }, [
        h('p', { id: 'state' }, status.value.toLowerCase()),
        h('input', { value: text.value, onInput: (event) => (text.value = event.target.value) }),
      ]),
    ]
})

createApp(App).mount('#vue')

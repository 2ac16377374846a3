import { useWebSocket as theirs } from '@vueuse/core'
import { createApp, h, ref, watch } from 'vue'
import { useWebSocket as ours } from 'websocket-store/compat/vueuse'

// An application that was written for VueUse. The query of the page's url chooses the package and names the server.
const { from = '', server = '' } = Object.fromEntries(new URLSearchParams(location.search))
const useWebSocket = from === 'vueuse' ? theirs : ours

const app = createApp({
  setup() {
    const log = ref<string[]>([])
    const { data, status, send, ws } = useWebSocket<string>(server, {
      autoReconnect: { delay: 100 },
      heartbeat: { message: 'ping', interval: 500, pongTimeout: 2000 },
      onConnected: (socket) => {
        log.value.push(`connected ${socket.readyState}`)
        send('hello')
      },
      onDisconnected: (_, { code }) => {
        if (log.value.at(-1) !== `disconnected ${code}`) log.value.push(`disconnected ${code}`)
      },
    })
    watch(data, (text) => text && log.value.push(text))
    return () => [h('output', status.value), h('p', log.value.join()), h('i', ws.value?.url)]
  },
})
app.mount(document.body.appendChild(document.createElement('div')))
Object.assign(globalThis, { unmount: () => app.unmount() })

import { h, type Component } from 'vue'
import type { Codec, ConnectionOptions } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/vue'

/** The Vue component that matches the React component of the page. */
export const inVue = <In, Out>(url: string, options: ConnectionOptions<In, Out> & { codec: Codec<In, Out> }, line: (message: In) => string): Component => ({
  setup() {
    const { phase, error, connection } = useWebSocket(url, options)
    const messages = useMessages(connection, { limit: 10 })
    return () => [
      h('output', phase.value),
      h('p', error.value ? `${error.value.code}: ${(error.value.cause as Partial<Error> | undefined)?.message}` : 'no error'),
      h('pre', messages.value.map(line).join('\n')),
    ]
  },
})

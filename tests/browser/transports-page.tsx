import { createRoot } from 'react-dom/client'
import { io } from 'socket.io-client'
import { createApp } from 'vue'
import { getDefaultRegistry, request } from 'websocket-store'
import { eventSource } from 'websocket-store/event-source'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { socketIo, type SocketIoMessage, type SocketIoPreset } from 'websocket-store/socket-io'
import { inVue } from './transports-in-vue'

// One connection for a React root and a Vue app. The query of the page's url names the transport and the server.
const { transport = '', server = '', token, credentials } = Object.fromEntries(new URLSearchParams(location.search))

const overSocketIo = socketIo(io, { auth: () => ({ token }) })
const preset = transport === 'socket-io' ? overSocketIo : eventSource({ events: ['price'], withCredentials: credentials === 'yes' })
const options = { ...preset, reconnect: { delay: () => 50 }, lingerMs: 50 } as unknown as SocketIoPreset<SocketIoMessage, never>

const line = (message: unknown) =>
  JSON.stringify(message, (_, value: unknown) => (value instanceof ArrayBuffer ? `bytes ${new Uint8Array(value)}` : value))

function InReact() {
  const { phase, error, connection } = useWebSocket(server, options)
  const messages = useMessages(connection, { limit: 10 })
  return (
    <>
      <output>{phase}</output>
      <p>{error ? `${error.code}: ${(error.cause as Partial<Error> | undefined)?.message}` : 'no error'}</p>
      <pre>{messages.map(line).join('\n')}</pre>
    </>
  )
}

const root = createRoot(document.querySelector('#react')!)
root.render(<InReact />)
const app = createApp(inVue(server, options, line))
app.mount('#vue')

const connection = getDefaultRegistry().connection(server, options)
connection.onMessage((message) => message.reply?.(`an answer from ${navigator.userAgent.includes('Chrome') ? 'Chrome' : 'elsewhere'}`))

Object.assign(window, {
  connection,
  sendRequest: (event: string, ...args: unknown[]) => request(connection, { event, args } as never),
  bytes: (...values: number[]) => new Uint8Array(values),
  unmount() {
    root.unmount()
    app.unmount()
  },
})

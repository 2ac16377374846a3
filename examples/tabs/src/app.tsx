import { createRoot } from 'react-dom/client'
import { ReadyState, text, type ConnectionRegistry } from 'websocket-store'
import { RegistryProvider, useWebSocket } from 'websocket-store/react'

const codec = text()
const url = new URLSearchParams(location.search).get('socket') ?? 'ws://127.0.0.1:8080'

function Feed() {
  const { readyState, data, send } = useWebSocket(url, { codec })
  return (
    <main>
      <output>{readyState === ReadyState.OPEN ? 'open' : 'not open'}</output>
      <p>{data ?? 'nothing yet'}</p>
      <button onClick={() => send('hello')}>Say hello</button>
    </main>
  )
}

export function startApp(registry: ConnectionRegistry) {
  createRoot(document.body.appendChild(document.createElement('div'))).render(
    <RegistryProvider registry={registry}>
      <Feed />
    </RegistryProvider>,
  )
}

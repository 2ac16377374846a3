import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { createRegistry } from 'websocket-store'
import { WebSocketDevtools } from 'websocket-store/devtools/react'
import { RegistryProvider, useWebSocket } from 'websocket-store/react'
import { expose, serverUrl } from '../server-url'

const registry = createRegistry()
const root = createRoot(document.getElementById('app')!)

function Chat() {
  const { readyState } = useWebSocket(`${serverUrl}/chat?token=planted`)
  return <output>{readyState}</output>
}

function App() {
  const [isShown, setShown] = useState(true)
  expose({ show: setShown, unmount: () => root.unmount() })
  return (
    <RegistryProvider registry={registry}>
      <Chat />
      {isShown && <WebSocketDevtools open />}
    </RegistryProvider>
  )
}

root.render(
  <StrictMode>
    <App />
  </StrictMode>,
)

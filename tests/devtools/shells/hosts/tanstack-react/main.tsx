import { TanStackDevtools } from '@tanstack/react-devtools'
import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { getDefaultRegistry } from 'websocket-store'
import { websocketDevtoolsPlugin } from 'websocket-store/devtools/tanstack'
import { useWebSocket } from 'websocket-store/react'
import { expose, serverUrl } from '../server-url'

const root = createRoot(document.getElementById('app')!)

function App() {
  const { readyState } = useWebSocket(`${serverUrl}/chat?token=planted`)
  const [renders, setRenders] = useState(0)
  expose({ show: () => setRenders(renders + 1), unmount: () => root.unmount() })
  // Another plugin object in each render, as many applications have it.
  return (
    <>
      <output>{readyState}</output>
      <TanStackDevtools plugins={[websocketDevtoolsPlugin({ registry: getDefaultRegistry() })]} />
    </>
  )
}

root.render(
  <StrictMode>
    <App />
  </StrictMode>,
)

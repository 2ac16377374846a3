import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { text } from 'websocket-store'
import { useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { countOf } from './churn-app'
import { INPUT_LABEL, type MountFloodApp } from './flood-app'

const codec = text()

export const mountReact: MountFloodApp = (root, url, take, onOpen) => {
  let sendMessage: (message: string) => void = () => {}

  function App() {
    const { data, send, connection } = useWebSocket(url, { codec, onMessage: take, onOpen })
    const count = useMessageReducer(connection, countOf, 0)
    const history = useMessages(connection, { limit: 20 })
    const [draft, setDraft] = useState('')
    sendMessage = send
    return (
      <>
        <output>{count}</output>
        <p>{data}</p>
        <input aria-label={INPUT_LABEL} value={draft} onChange={(event) => setDraft(event.target.value)} />
        <ul>
          {history.map((message, index) => (
            <li key={index}>{message}</li>
          ))}
        </ul>
      </>
    )
  }

  flushSync(() => createRoot(root).render(<App />))
  return (message) => sendMessage(message)
}

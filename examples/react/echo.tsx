// Run it: npx vite examples/react
import { useState } from 'react'
import { text } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'

const codec = text()

export function Echo({ url }: { url: string }) {
  const { phase, send, connection } = useWebSocket(url, { codec })
  const messages = useMessages(connection, { limit: 20 })
  const [draft, setDraft] = useState('')

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        send(draft)
        setDraft('')
      }}
    >
      <p>{phase}</p>
      <input aria-label="Message" value={draft} onChange={(event) => setDraft(event.target.value)} />
      <button>Send</button>
      <ul>
        {messages.map((message, index) => (
          <li key={index}>{message}</li>
        ))}
      </ul>
    </form>
  )
}

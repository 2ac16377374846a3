'use client'

import { useState } from 'react'
import { text } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'
import { nameOf } from './name-of'

const codec = text()

export function Chat({ url }: { url: string }) {
  const { readyState, send, connection } = useWebSocket(url, { codec })
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
      <h2>
        Chat, <output>{nameOf(readyState)}</output>
      </h2>
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

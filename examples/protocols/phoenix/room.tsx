import { useState } from 'react'
import { request } from 'websocket-store'
import { useChannel, useMessages, useWebSocket } from 'websocket-store/react'
import { phoenixOptions, push } from './client'

const options = phoenixOptions()

export function Room({ url, topic }: { url: string; topic: string }) {
  const { connection } = useWebSocket(url, options)
  const { channel, status } = useChannel(connection, topic)
  const shouts = useMessages(channel)
  const [error, setError] = useState('')

  async function shout(text: string) {
    if (connection) await request(connection, push(topic, 'shout', { text })).catch((reason: unknown) => setError(String(reason)))
  }

  return (
    <section>
      <p>{error || status}</p>
      <ul>
        {shouts.map((message, index) => (
          <li key={index}>{JSON.stringify(message[4])}</li>
        ))}
      </ul>
      <button onClick={() => void shout('hello')}>Shout</button>
    </section>
  )
}

import { text } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'

const codec = text()

/** What a script prints, line by line, until it ends. */
export function Count({ url }: { url: string }) {
  // websocketd closes when the script ends; another socket would start it again.
  const { phase, connection } = useWebSocket(url, { codec, reconnect: false })
  const lines = useMessages(connection)

  return (
    <>
      <p>{phase}</p>
      <ol>
        {lines.map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ol>
    </>
  )
}

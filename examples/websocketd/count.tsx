import { text } from 'websocket-store'
import { useMessages, useWebSocket } from 'websocket-store/react'

const codec = text()

/** Shows the output of a script, line by line, until the script ends. */
export function Count({ url }: { url: string }) {
  // websocketd closes the socket when the script ends. Another socket would start the script again.
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

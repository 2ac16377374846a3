import { text } from 'websocket-store'
import { useWebSocket } from 'websocket-store/react'
import { nameOf } from './name-of'

const codec = text()

/** Shares the socket of `Chat`, because it uses the same URL. */
export function Latest({ url }: { url: string }) {
  const { readyState, data } = useWebSocket(url, { codec })
  return (
    <section>
      <h2>
        Latest, <output>{nameOf(readyState)}</output>
      </h2>
      <p aria-label="Latest">{data ?? 'nothing yet'}</p>
    </section>
  )
}

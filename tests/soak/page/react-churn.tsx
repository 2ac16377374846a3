import { StrictMode, useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { useConnection, useMessage, useMessageReducer, useMessages, useWebSocket } from 'websocket-store/react'
import { countOf, options, VIEWERS, type ChurnApp, type MountChurnApp } from './churn-app'

function Viewer({ url }: { url: string }) {
  const { readyState, data, attempt } = useWebSocket(url, { ...options, onOpen() {}, onMessage() {}, onClose() {} })
  return (
    <p data-state={readyState} data-attempt={attempt}>
      {data}
    </p>
  )
}

function Counter({ url }: { url: string }) {
  const connection = useConnection(url, options)
  const history = useMessages(connection, { limit: 20 })
  const count = useMessageReducer(connection, countOf, 0)
  useMessage(connection, () => {})
  return (
    <>
      <output>{count}</output>
      <ul>
        {history.map((message, index) => (
          <li key={index}>{message}</li>
        ))}
      </ul>
    </>
  )
}

/** Uses StrictMode in odd rounds. */
export const mountReact: MountChurnApp = (element, firstUrl, isOdd) => {
  const change: Partial<Omit<ChurnApp, 'unmount'>> = {}

  function App() {
    const [url, setUrl] = useState(firstUrl)
    const [isShown, setShown] = useState(true)
    const { send, reconnect } = useWebSocket(isShown ? url : null, options)
    Object.assign(change, { setUrl, setShown, send, reconnect })
    if (!isShown) return null
    return (
      <>
        <Counter url={url} />
        {Array.from({ length: VIEWERS }, (_, index) => (
          <Viewer key={index} url={url} />
        ))}
      </>
    )
  }

  const root = createRoot(element)
  flushSync(() => root.render(isOdd ? <StrictMode children={<App />} /> : <App />))
  return {
    send: (message) => change.send!(message),
    reconnect: () => change.reconnect!(),
    setUrl: (url) => flushSync(() => change.setUrl!(url)),
    setShown: (isShown) => flushSync(() => change.setShown!(isShown)),
    unmount: () => root.unmount(),
  }
}

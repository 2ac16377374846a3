import React, { StrictMode, useCallback, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import useWebSocket, { ReadyState } from 'react-use-websocket'

const url = new URLSearchParams(location.search).get('server')

const options = {
  share: true,
  shouldReconnect: () => true,
  reconnectAttempts: 100,
  reconnectInterval: 200,
  heartbeat: { message: 'ping', returnMessage: 'pong', timeout: 20_000, interval: 5_000 },
}

const NAMES = {
  [ReadyState.CONNECTING]: 'connecting',
  [ReadyState.OPEN]: 'open',
  [ReadyState.CLOSING]: 'closing',
  [ReadyState.CLOSED]: 'closed',
  [ReadyState.UNINSTANTIATED]: 'none',
}

function Log({ id }) {
  const [texts, setTexts] = useState([])
  const { lastJsonMessage } = useWebSocket(url, options)
  useEffect(() => {
    if (lastJsonMessage?.type === 'said') setTexts((all) => [...all, lastJsonMessage.text])
  }, [lastJsonMessage])
  return <ul id={id}>{texts.map((text, index) => <li key={index}>{text}</li>)}</ul>
}

function Form() {
  const { sendJsonMessage, readyState } = useWebSocket(url, options)
  const [text, setText] = useState('')
  const submit = useCallback(
    (event) => {
      event.preventDefault()
      sendJsonMessage({ text })
    },
    [sendJsonMessage, text],
  )
  return (
    <form onSubmit={submit}>
      <p id="state">{NAMES[readyState]}</p>
      <input value={text} onChange={(event) => setText(event.target.value)} />
    </form>
  )
}

createRoot(document.querySelector('#react')).render(
  <StrictMode>
    <Log id="first" />
    <Log id="second" />
    <Form />
  </StrictMode>,
)

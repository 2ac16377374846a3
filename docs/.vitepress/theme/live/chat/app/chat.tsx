import { useEffect, useRef, useState, type FormEvent } from 'react'
import { useChannel, useMessages, useWebSocket } from 'websocket-store/react'
import type { ChatDemo } from '../demo'
import { ROOMS, YOU, type Room } from '../protocol'
import { isChat, secondsUntil, statusOf, waitingIn } from './texts'

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250)
    return () => clearInterval(timer)
  }, [])
  return <span aria-hidden="true"> in {secondsUntil(until, now)}</span>
}

export function Chat({ demo }: { demo: ChatDemo }) {
  const [room, setRoom] = useState<Room>('lobby')
  const [draft, setDraft] = useState('')
  const { phase, attempt, retryAt, queued, error, send, connection } = useWebSocket(demo.url, demo.options)
  const { recovery, channel } = useChannel(connection, room)
  const messages = useMessages(channel, { filter: isChat })
  const waiting = queued === 0 ? [] : waitingIn(connection.queuedMessages, room)

  const list = useRef<HTMLOListElement>(null)
  useEffect(() => {
    list.current!.scrollTop = list.current!.scrollHeight
  }, [messages, queued])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.trim() !== '') send({ type: 'say', room, text: draft.trim() })
    setDraft('')
  }

  return (
    <>
      <div className="bar" data-phase={phase}>
        <p role="status" title={error?.message}>
          {statusOf({ phase, attempt })}
        </p>
        {retryAt !== null && <Countdown key={retryAt} until={retryAt} />}
        <div className="rooms" role="group" aria-label="Room">
          {ROOMS.map((name) => (
            <button key={name} type="button" aria-pressed={name === room} onClick={() => setRoom(name)}>
              {name}
            </button>
          ))}
        </div>
      </div>
      <ol ref={list} tabIndex={0} role="log" aria-label={`Messages in ${room}`}>
        {recovery === 'gap' && <li className="gap">Some messages were lost</li>}
        {messages.map(
          (message) =>
            message.type === 'message' && (
              <li key={message.id} data-mine={message.name === YOU}>
                <b>{message.name}</b> <span>{message.text}</span>
              </li>
            ),
        )}
        {waiting.map((text, index) => (
          <li key={`waiting ${index}`} data-mine="true" data-waiting="true">
            <b>{YOU}</b> <span>{text}</span> <i>waiting</i>
          </li>
        ))}
      </ol>
      <form onSubmit={submit}>
        <input aria-label={`Message to ${room}`} placeholder={`Message to ${room}`} maxLength={120} value={draft} onChange={(event) => setDraft(event.target.value)} />
        <button type="submit">Send</button>
      </form>
    </>
  )
}

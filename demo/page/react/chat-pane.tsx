import { useState, type FormEvent } from 'react'
import { useMessageReducer, useWebSocket } from 'websocket-store/react'
import { chatOptions, chatUrl } from '../shared/chat-connection'
import { setName } from '../shared/identity'
import { emptyRoom, foldRoom } from '../shared/room'
import { useRenderCount } from './use-render-count'

export function ChatPane() {
  const { send, connection } = useWebSocket(chatUrl, {
    ...chatOptions,
    // Runs after each reconnect, and when this pane joins a socket that is already open.
    onOpen: () => send({ type: 'history' }),
  })
  const room = useMessageReducer(connection, foldRoom, emptyRoom)
  const [draft, setDraft] = useState('')
  useRenderCount('react')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.trim() !== '') send({ type: 'say', text: draft, via: 'React' })
    setDraft('')
  }
  const rename = (name: string) => {
    if (name === room.you) return
    setName(name)
    send({ type: 'join', name })
  }

  return (
    <div className="chat">
      <div className="people">
        <label>
          You are{' '}
          <input key={room.you} defaultValue={room.you} maxLength={24} onBlur={(event) => rename(event.target.value)} />
        </label>
        <span>Here: {room.people.join(', ')}</span>
      </div>
      <div className="scroll" role="log" aria-label="Notes, React" tabIndex={0}>
        <ol>
          {room.notes.map((note) => (
            <li key={note.id} data-mine={note.from === room.you}>
              <b>{note.from}</b> {note.via !== '' && <i>in {note.via}</i>}
              <span>{note.text}</span>
            </li>
          ))}
        </ol>
      </div>
      {room.error !== '' && <p role="alert">{room.error}</p>}
      <form onSubmit={submit}>
        <input
          aria-label="Say something from React"
          placeholder="Say something"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <button>Send</button>
      </form>
    </div>
  )
}

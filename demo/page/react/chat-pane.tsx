import { useEffect, useState, type FormEvent } from 'react'
import { useMessageReducer, useWebSocket } from 'websocket-store/react'
import { chatOptions, chatUrl } from '../shared/chat-connection'
import { setName } from '../shared/identity'
import { closedHint, emptyHint, emptyRoom, foldRoom, notesIn, restoreDraft } from '../shared/room'
import { useRenderCount } from './use-render-count'

export function ChatPane() {
  const { send, queued, phase, connection } = useWebSocket(chatUrl, {
    ...chatOptions,
    // Runs after each reconnect, and when this pane joins a socket that is already open.
    onOpen: () => send({ type: 'history' }),
  })
  const room = useMessageReducer(connection, foldRoom, emptyRoom)
  const [draft, setDraft] = useState('')
  // Notes that are sent without an open socket wait in the queue of the connection.
  const waiting = queued > 0 ? notesIn(connection?.queuedMessages) : []
  useRenderCount('react')

  // After Disconnect nothing can wait: the note is dropped and returns to the input.
  useEffect(
    () =>
      connection?.on('drop', ({ message }) => {
        if (message.type === 'say' && message.via === 'React') setDraft((current) => restoreDraft(message.text, current))
      }),
    [connection],
  )

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setDraft('')
    if (draft.trim() !== '') send({ type: 'say', text: draft, via: 'React' })
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
          {waiting.map((note, index) => (
            <li key={`waiting ${index}`} data-waiting>
              <b>{room.you}</b> <i>in {note.via}, waiting to be sent</i>
              <span>{note.text}</span>
            </li>
          ))}
        </ol>
        {room.isLoaded && room.notes.length + waiting.length === 0 && <p className="empty">{emptyHint}</p>}
      </div>
      {room.error !== '' && <p role="alert">{room.error}</p>}
      {phase === 'closed' && <p role="alert">{closedHint}</p>}
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

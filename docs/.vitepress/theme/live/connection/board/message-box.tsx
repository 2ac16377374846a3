import { useState, useSyncExternalStore, type FormEvent } from 'react'
import type { SentMessages } from '../sent-messages'
import { LABEL, PLACEHOLDER } from './message-texts'

export function MessageBox({ messages }: { messages: SentMessages }) {
  const { list, send } = messages
  const sent = useSyncExternalStore(list.subscribe, list.get)
  const [draft, setDraft] = useState('')

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.trim() !== '') send(draft.trim())
    setDraft('')
  }

  return (
    <form className="messages" onSubmit={submit}>
      <ol tabIndex={0} aria-label="Messages that you sent, the newest first">
        {sent.length === 0 && <li className="empty">{PLACEHOLDER}</li>}
        {sent.toReversed().map(({ id, text, isDelivered }) => (
          <li key={id} data-delivered={isDelivered}>
            <span>{text}</span>
            <b>{isDelivered ? 'delivered' : 'waiting'}</b>
          </li>
        ))}
      </ol>
      <div className="compose">
        <input aria-label={LABEL} placeholder={LABEL} maxLength={80} value={draft} onChange={(event) => setDraft(event.target.value)} />
        <button type="submit">Send</button>
      </div>
    </form>
  )
}

import { useState, type FormEvent } from 'react'
import { useConnection, useMessages } from 'websocket-store/react'
import { counterOptions, counterUrl, notWrittenHint } from '../shared/counter-connection'
import { useRenderCount } from './use-render-count'

export function ProcessPane() {
  const connection = useConnection(counterUrl, counterOptions)
  const lines = useMessages(connection, { limit: 100 })
  const [draft, setDraft] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  useRenderCount('react')

  const write = (event: FormEvent) => {
    event.preventDefault()
    if (draft === '') return
    // Each socket has its own process, so a line does not wait for the next socket. If it is not sent, it stays in the input.
    const isSent = connection.send(draft, { queue: false }) === 'sent'
    if (isSent) setDraft('')
    setIsRefused(!isSent)
  }

  return (
    <div className="process">
      <div className="scroll" role="log" aria-label="Output of the process, React" tabIndex={0}>
        <pre>{lines.join('\n')}</pre>
      </div>
      {isRefused && <p role="alert">{notWrittenHint}</p>}
      <form onSubmit={write}>
        <input
          aria-label="A line for the process, from React"
          placeholder="A line for the process"
          value={draft}
          onChange={(event) => setDraft(event.target.value)}
        />
        <button>Write to stdin</button>
      </form>
    </div>
  )
}

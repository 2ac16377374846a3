import { useState, type FormEvent } from 'react'
import { useConnection, useMessages } from 'websocket-store/react'
import { counterOptions, counterUrl } from '../shared/counter-connection'
import { useRenderCount } from './use-render-count'

export function ProcessPane() {
  const connection = useConnection(counterUrl, counterOptions)
  const lines = useMessages(connection, { limit: 100 })
  const [draft, setDraft] = useState('')
  useRenderCount('react')

  const write = (event: FormEvent) => {
    event.preventDefault()
    if (draft !== '') connection.send(draft)
    setDraft('')
  }

  return (
    <div className="process">
      <div className="scroll" role="log" aria-label="Output of the process, React" tabIndex={0}>
        <pre>{lines.join('\n')}</pre>
      </div>
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

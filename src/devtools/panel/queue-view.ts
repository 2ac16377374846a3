import type { ConnectionModel } from '../model/types'
import { el, setAttribute, setText } from './dom'
import { countOf, formatBytes } from './parts/format'
import { partsCss } from './parts/parts-css'
import { createRows, type Row } from './parts/rows'
import { isSameConnection } from './parts/same-connection'
import { setHidden } from './parts/set-hidden'
import type { View, ViewContext, ViewFactory } from './view'

/** More messages than anyone reads would make a change expensive. */
const MOST_ROWS = 200

const css = `
.qu-list { margin: 0; padding: 0; list-style: none; counter-reset: message; }
.qu-list li {
  display: grid; grid-template-columns: 4ch 1fr; gap: 8px; padding: 3px 8px; border-bottom: 1px solid var(--border);
  counter-increment: message; font-family: var(--mono); white-space: pre-wrap; overflow-wrap: anywhere;
}
.qu-list li::before { content: counter(message); color: var(--text-dim); text-align: right; }
`

export const queueView: ViewFactory = { title: 'Queue', css: partsCss + css, create }

function create({ actions, announce }: ViewContext): View {
  let shown: ConnectionModel | null = null
  const clear = el('button', { type: 'button', onclick: clearQueue }, 'Clear')
  const summary = el('p', { class: 'vw-summary' })
  const empty = el('p', { class: 'vw-empty' })
  const list = el('ol', { class: 'qu-list', 'aria-label': 'Waiting messages, oldest first' })
  const more = el('p', { class: 'vw-more' })
  const content = el('div', {}, el('div', { class: 'vw-bar' }, summary, clear), empty, list, more)
  const none = el('p', { class: 'vw-empty' }, 'Choose a connection to see the messages that wait for its socket to open.')
  const element = el('div', { class: 'vw', tabindex: 0, role: 'region', 'aria-label': 'Queue' }, none, content)
  const showRows = createRows<string>(list, { keyOf: (_, index) => index, create: createMessage })

  return {
    element,
    update(model) {
      const previous = shown
      shown = model
      setHidden(none, model !== null)
      setHidden(content, model === null)
      if (model === null) return
      const { queue, snapshot, bufferedAmount } = model
      const isEmpty = snapshot.queued === 0 && queue.length === 0
      const waiting = Math.max(snapshot.queued, queue.length)
      setText(summary, `${countOf(waiting, 'message')} waiting · ${formatBytes(bufferedAmount)} in the buffer of the socket`)
      // Not `disabled`, which would take the focus away.
      setAttribute(clear, 'aria-disabled', String(isEmpty || model.connection === null))
      setHidden(empty, !isEmpty)
      setText(empty, emptyText(model))
      if (!isSameConnection(previous, model)) element.scrollTop = 0
      if (previous?.queue !== queue) showRows(queue.slice(0, MOST_ROWS))
      const hidden = waiting - Math.min(queue.length, MOST_ROWS)
      setHidden(more, hidden <= 0)
      setText(more, `${countOf(hidden, 'more message')} not shown.`)
    },
    hide: () => undefined,
    dispose: () => undefined,
  }

  function clearQueue(): void {
    if (!shown?.connection || clear.getAttribute('aria-disabled') === 'true') return
    announce(`Cleared ${countOf(actions.clearQueue(shown.connection), 'message')}.`)
  }
}

const emptyText = ({ snapshot: { phase } }: ConnectionModel): string =>
  phase === 'open'
    ? 'No message waits: the socket is open, so each message is sent at once.'
    : 'No message waits: what is sent before the socket opens will be listed here.'

function createMessage(first: string): Row<string> {
  const element = el('li', {}, first)
  return { element, update: (text) => setText(element, text) }
}

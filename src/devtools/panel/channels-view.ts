import type { ChannelRecord, ConnectionModel } from '../model/types'
import { cut } from '../model/text-of'
import { el } from './dom'
import { formatCount } from './parts/format'
import { partsCss } from './parts/parts-css'
import { isSameConnection } from './parts/same-connection'
import { createTable, type Column } from './parts/table'
import { setHidden } from './parts/set-hidden'
import type { View, ViewContext, ViewFactory } from './view'

const css = `
/* Nothing can be done to a connection of an imported session. */
.ch[data-imported] .vw-table tr > :last-child { display: none; }
`

export const channelsView: ViewFactory = { title: 'Channels', css: partsCss + css, create }

const MAX_KEY = 200
/** A key may be a whole query. */
const shownKey = (key: string): string => cut(key, MAX_KEY)

const STATUS_TONES = { idle: 'dim', subscribing: 'warn', loading: 'warn', subscribed: 'good', ended: 'dim', error: 'bad' } as const

function create({ actions, announce }: ViewContext): View {
  let shown: ConnectionModel | null = null
  const columns: readonly Column<ChannelRecord>[] = [
    { title: 'Channel', kind: 'header', text: ({ key }) => shownKey(key) },
    { title: 'Status', kind: 'word', text: ({ status }) => status, tone: ({ status }) => STATUS_TONES[status] },
    { title: 'Position', kind: 'code', text: ({ position }) => position },
    { title: 'Recovery', kind: 'word', text: ({ recovery }) => recovery ?? '', tone: ({ recovery }) => (recovery === 'gap' ? 'warn' : '') },
    { title: 'Holders', kind: 'number', text: ({ holders }) => formatCount(holders) },
    { title: 'Messages', kind: 'number', text: ({ messages }) => formatCount(messages) },
    { title: 'Error', text: ({ error }) => error ?? '', tone: () => 'bad' },
    { title: 'Action', kind: 'button', button: createButton, updateButton },
  ]
  const table = createTable({ label: 'Channels', columns, keyOf: ({ key }) => key })
  const none = el('p', { class: 'vw-empty' }, 'Choose a connection to see its channels.')
  const empty = el('p', { class: 'vw-empty' }, 'This connection has no channels: they appear when a component uses one.')
  const element = el('div', { class: 'vw ch', tabindex: 0, role: 'region', 'aria-label': 'Channels' }, none, empty, table.element)

  return {
    element,
    update(model) {
      const previous = shown
      shown = model
      const channels = model?.channels ?? []
      setHidden(none, model !== null)
      setHidden(empty, model === null || channels.length > 0)
      setHidden(table.element, channels.length === 0)
      const isOther = !isSameConnection(previous, model)
      if (isOther) {
        element.scrollTop = 0
        // Channels of two connections may have equal keys, and equal rows must not be taken over.
        table.update([])
      }
      if (isOther || previous?.channels !== channels) table.update(channels)
      element.toggleAttribute('data-imported', model?.connection === null)
    },
    hide: () => undefined,
    dispose: () => undefined,
  }

  function createButton(current: () => ChannelRecord): HTMLButtonElement {
    return el('button', { type: 'button', onclick: () => resubscribe(current().key) }, 'Resubscribe')
  }

  function resubscribe(key: string): void {
    if (!shown?.connection) return
    actions.resubscribe(shown.connection, key)
    announce(`Subscribed again: ${shownKey(key)}.`)
  }
}

function updateButton(button: HTMLButtonElement, { key }: ChannelRecord): void {
  button.setAttribute('aria-label', `Resubscribe ${shownKey(key)}`)
}

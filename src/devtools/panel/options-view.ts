import type { Inspection } from '../../core/vocabulary/tap'
import type { ConnectionModel } from '../model/types'
import { el, setText } from './dom'
import { partsCss } from './parts/parts-css'
import { createRows, type Row } from './parts/rows'
import { isSameConnection } from './parts/same-connection'
import { createTable } from './parts/table'
import { setHidden } from './parts/set-hidden'
import type { View, ViewFactory } from './view'

type Option = Inspection['options'][number]
type Holder = Inspection['holders'][number]

const css = `
.op h3 { margin: 12px 8px 4px; }
.op-holders { margin: 0; padding: 0 8px 8px 28px; list-style: decimal; }
.op-holders li { padding: 2px 0; overflow-wrap: anywhere; }
.op-holders span { color: var(--text-dim); }
`

export const optionsView: ViewFactory = { title: 'Options', css: partsCss + css, create }

function create(): View {
  let shown: ConnectionModel | null = null
  const table = createTable<Option>({
    label: 'Options in force',
    keyOf: ({ name }) => name,
    columns: [
      { title: 'Option', kind: 'header', text: ({ name }) => name },
      { title: 'Value', kind: 'code', text: ({ value }) => value },
      { title: 'Given by', text: ({ from }) => from },
    ],
  })
  const demand = el('p', { class: 'vw-summary' })
  const holders = el('ol', { class: 'op-holders' })
  const showHolders = createRows<Holder>(holders, { keyOf: (_, index) => index, create: createHolder })
  const noOptions = el('p', { class: 'vw-empty' }, 'No option was given: the defaults apply.')
  const noHolders = el('p', { class: 'vw-empty' }, 'Nobody holds this connection now: it keeps the options of its last holder.')
  const content = el('div', {}, el('div', { class: 'vw-bar' }, demand), table.element, noOptions)
  content.append(el('h3', {}, 'Holders, the first counts first'), holders, noHolders)
  const none = el('p', { class: 'vw-empty' }, 'Choose a connection to see its options and who gives them.')
  const element = el('div', { class: 'vw op', tabindex: 0, role: 'region', 'aria-label': 'Options' }, none, content)

  return {
    element,
    update(model) {
      const previous = shown
      shown = model
      setHidden(none, model !== null)
      setHidden(content, model === null)
      if (!isSameConnection(previous, model)) element.scrollTop = 0
      if (model !== null && previous?.inspection !== model.inspection) show(model.inspection)
    },
    hide: () => undefined,
    dispose: () => undefined,
  }

  function show(inspection: Inspection): void {
    setText(demand, demandText(inspection.demand))
    table.update(inspection.options)
    setHidden(table.element, inspection.options.length === 0)
    setHidden(noOptions, inspection.options.length > 0)
    showHolders(inspection.holders)
    setHidden(holders, inspection.holders.length === 0)
    setHidden(noHolders, inspection.holders.length > 0)
  }
}

const demandText = (demand: number): string =>
  demand === 0
    ? 'Demand: 0. Nothing wants this connection, so it does not dial.'
    : `Demand: ${demand} (components, retain() and connect()).`

function createHolder(first: Holder): Row<Holder> {
  const name = el('b')
  const names = el('span')
  const update = (holder: Holder): void => {
    setText(name, holder.name)
    setText(names, holder.names.length === 0 ? ' gives no options' : ` gives ${holder.names.join(', ')}`)
  }
  update(first)
  return { element: el('li', {}, name, names), update }
}

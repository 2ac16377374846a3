import type { ConnectionModel } from '../model/types'
import { el, setText } from './dom'
import { ALL_ARROWS, movedIndex } from './keys'
import { setHidden } from './parts/set-hidden'
import { phaseText, TONE_CSS, toneOf } from './tone'

export interface ConnectionList {
  readonly element: HTMLElement
  update(models: readonly ConnectionModel[], chosen: number | null): void
}

interface Row {
  readonly element: HTMLElement
  update(model: ConnectionModel, isChosen: boolean): void
}

export const LIST_CSS = `${TONE_CSS}
.connections { overflow: auto; border-inline-end: 1px solid var(--border); flex: none; width: 250px; }
.connection {
  display: grid; grid-template-columns: auto 1fr auto; column-gap: 6px; align-items: center; padding: 4px 8px; cursor: pointer;
  border-bottom: 1px solid var(--border); content-visibility: auto; contain-intrinsic-size: auto 46px;
}
.connection:hover { background: var(--bg-hover); }
.connection[aria-selected="true"] { background: var(--bg-selected); }
.connection > .label { font-family: var(--mono); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.connection > .phase { font-weight: 600; }
.connection > .phase[data-tone="bad"] { color: var(--bad); }
.connection > .phase[data-tone="warn"] { color: var(--warn); }
.connection > .phase[data-tone="busy"] { color: var(--accent); }
.connection > .phase[data-tone="good"] { color: var(--good); }
.connection > .phase[data-tone="off"] { color: var(--text-dim); }
.connection > .facts { grid-column: 2 / -1; color: var(--text-dim); font-variant-numeric: tabular-nums; }
@container (max-width: 599.98px) {
  .connections { flex: 1; width: auto; min-width: 0; display: flex; overflow-x: auto; border-inline-end: 0; border-bottom: 1px solid var(--border); }
  .connection { flex: 0 0 auto; width: min(260px, 78%); border-bottom: 0; border-inline-end: 1px solid var(--border); }
  .connection:only-child { width: 100%; border-inline-end: 0; }
}
`

const shortNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

function count(amount: number, noun: string): string {
  return `${shortNumber.format(amount)} ${noun}${amount === 1 ? '' : 's'}`
}

/** Holders, latency, rates of the last second and queued messages, where there are any. */
function factsOf({ inspection, snapshot, rates }: ConnectionModel): string {
  const { latencyMs, queued } = snapshot
  const rate = rates.at(-2) // the last complete second: the current one has just begun
  return [
    count(inspection.demand, 'holder'),
    latencyMs === null ? '' : `${Math.round(latencyMs)} ms`,
    rate ? `↓${shortNumber.format(rate.framesIn)}/s ↑${shortNumber.format(rate.framesOut)}/s` : '',
    queued === 0 ? '' : `${shortNumber.format(queued)} queued`,
  ].filter(Boolean).join(' · ')
}

function createRow(): Row {
  const dot = el('span', { class: 'dot', 'aria-hidden': 'true' })
  const label = el('span', { class: 'label' })
  const phase = el('span', { class: 'phase' })
  const facts = el('span', { class: 'facts' })
  const element = el('li', { class: 'connection', role: 'option' }, dot, label, phase, facts)
  let shown: ConnectionModel | null = null
  let wasChosen: boolean | null = null
  return {
    element,
    update(model, isChosen) {
      if (isChosen !== wasChosen) {
        wasChosen = isChosen
        element.setAttribute('aria-selected', String(isChosen))
        element.tabIndex = isChosen ? 0 : -1
      }
      if (model === shown) return
      shown = model
      const tone = toneOf(model)
      dot.dataset.tone = tone
      phase.dataset.tone = tone
      element.dataset.id = String(model.id)
      if (label.title !== model.label) label.title = model.label
      setText(label, model.label)
      setText(phase, phaseText(model))
      setText(facts, factsOf(model))
    },
  }
}

/** The connections, as a list in which arrow keys choose. In a narrow panel it is a row above the rest. */
export function createConnectionList(onChoose: (id: number) => void): ConnectionList {
  const rows = new Map<number, Row>()
  const empty = el('p', { class: 'empty' }, 'No connections yet. They appear here when the application uses one.')
  const list = el('ul', { role: 'listbox', 'aria-label': 'Connections', class: 'connections', onclick, onkeydown })
  const element = el('div', { class: 'connections-pane' }, empty, list)
  let shown: readonly ConnectionModel[] = []
  let chosenId: number | null = null

  function onclick(event: MouseEvent) {
    const id = (event.target as Element).closest<HTMLElement>('.connection')?.dataset.id
    if (id !== undefined) choose(Number(id))
  }
  function onkeydown(event: KeyboardEvent) {
    const index = shown.findIndex(({ id }) => id === chosenId)
    const next = shown[movedIndex(event.key, index, shown.length, ALL_ARROWS) ?? -1]
    if (!next) return
    event.preventDefault()
    choose(next.id)
  }
  function choose(id: number) {
    onChoose(id)
    rows.get(id)?.element.focus()
  }

  function addAndRemoveRows(models: readonly ConnectionModel[]) {
    const ids = new Set(models.map(({ id }) => id))
    for (const [id, row] of rows) {
      if (ids.has(id)) continue
      row.element.remove()
      rows.delete(id)
    }
    models.forEach(({ id }, index) => {
      if (rows.has(id)) return
      const row = createRow()
      rows.set(id, row)
      list.insertBefore(row.element, list.children[index] ?? null)
    })
  }

  return {
    element,
    update(models, chosen) {
      const root = list.getRootNode() as Document | ShadowRoot
      const hasFocus = () => root.activeElement?.parentElement === list
      const hadFocus = hasFocus()
      if (models !== shown) addAndRemoveRows(models)
      for (const model of models) rows.get(model.id)?.update(model, model.id === chosen)
      shown = models
      chosenId = chosen
      if (hadFocus && !hasFocus()) rows.get(chosen ?? -1)?.element.focus()
      setHidden(empty, models.length > 0)
      setHidden(list, models.length === 0)
    },
  }
}

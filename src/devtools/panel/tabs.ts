import type { ConnectionModel } from '../model/types'
import { el } from './dom'
import { movedIndex, SIDE_ARROWS } from './keys'
import type { View, ViewContext, ViewFactory } from './view'

export interface Tabs {
  readonly element: HTMLElement
  /** Updates the visible view. */
  update(model: ConnectionModel | null): void
  /** The views stop their timers until the next update. */
  hide(): void
  focus(): void
  dispose(): void
}

export const TABS_CSS = `
.details { flex: 1; min-width: 0; min-height: 0; display: flex; flex-direction: column; }
.tablist { display: flex; overflow-x: auto; flex: none; border-bottom: 1px solid var(--border); background: var(--bg-raised); }
.tablist > button { border: 0; border-radius: 0; padding: 4px 12px; background: none; color: var(--text-dim); border-bottom: 2px solid transparent; }
.tablist > button[aria-selected="true"] { color: var(--text); font-weight: 600; border-bottom-color: var(--accent); }
.tabpanel { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.view { flex: 1; min-height: 0; display: flex; flex-direction: column; overflow: auto; }
`

/** The views as tabs. A view is created when its tab is chosen for the first time. */
export function createTabs(factories: readonly ViewFactory[], context: ViewContext, onChange: () => void): Tabs {
  const views = new Map<ViewFactory, View>()
  const tabs = factories.map(({ title }, index) =>
    el('button', { type: 'button', role: 'tab', id: `tab-${index}`, 'aria-controls': `tabpanel-${index}`, onclick: () => choose(index) }, title))
  const panels = factories.map((_, index) =>
    el('div', { role: 'tabpanel', class: 'tabpanel', id: `tabpanel-${index}`, 'aria-labelledby': `tab-${index}`, hidden: true }))
  const tablist = el('div', { role: 'tablist', 'aria-label': 'Views', class: 'tablist', onkeydown }, ...tabs)
  const element = el('div', { class: 'details' }, tablist, ...panels)
  const remembered = context.memory?.get('tab')
  let chosen = Math.max(factories.findIndex(({ title }) => title === remembered), 0)

  function onkeydown(event: KeyboardEvent) {
    const next = movedIndex(event.key, chosen, tabs.length, SIDE_ARROWS, true)
    if (next === undefined) return
    event.preventDefault()
    choose(next)
    tabs[next]?.focus()
  }
  function choose(index: number) {
    if (index === chosen) return
    hide()
    chosen = index
    context.memory?.set('tab', factories[index]?.title)
    show()
    onChange()
  }
  function show() {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === chosen))
      tab.tabIndex = index === chosen ? 0 : -1
    })
    panels.forEach((panel, index) => (panel.hidden = index !== chosen))
    tabs[chosen]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
  function hide() {
    const factory = factories[chosen]
    if (factory) views.get(factory)?.hide()
  }
  function chosenView(): View | undefined {
    const factory = factories[chosen]
    if (!factory) return undefined
    let view = views.get(factory)
    if (!view) {
      view = factory.create(context)
      view.element.classList.add('view')
      panels[chosen]?.append(view.element)
      views.set(factory, view)
    }
    return view
  }
  show()

  return {
    element,
    update: (model) => chosenView()?.update(model),
    hide,
    focus: () => tabs[chosen]?.focus(),
    dispose() {
      for (const view of views.values()) view.dispose()
      views.clear()
    },
  }
}

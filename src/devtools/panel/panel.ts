import type { Actions } from '../actions/types'
import type { Session } from '../model/types'
import { createConnectionList, LIST_CSS } from './connection-list'
import { el, setText } from './dom'
import { acceptDrops } from './files'
import { createHeader, HEADER_CSS, type HeaderOptions } from './header'
import { reasonOf } from './parts/reason-of'
import { createTabs, TABS_CSS } from './tabs'
import type { Memory, ViewFactory } from './view'

export interface PanelOptions extends Pick<HeaderOptions, 'theme' | 'dock'> {
  readonly session: Session
  readonly actions: Actions
  readonly views: readonly ViewFactory[]
  readonly memory: Memory
}

export interface Panel {
  readonly element: HTMLElement
  /** Shows the session as it is now. Only for a visible panel. */
  update(): void
  hide(): void
  focus(): void
  dispose(): void
}

export const panelCss = (views: readonly ViewFactory[]): string => `
.panel { display: flex; flex-direction: column; height: 100%; min-height: 0; container-type: inline-size; background: var(--bg); }
.panel.drop-target { outline: 2px dashed var(--accent); outline-offset: -2px; }
.body { display: flex; flex: 1; min-height: 0; }
.connections-pane { display: flex; min-height: 0; max-width: 40%; }
.status { flex: none; padding: 1px 8px; min-height: calc(var(--row) - 1px); border-top: 1px solid var(--border); background: var(--bg-raised); color: var(--text-dim); overflow-wrap: anywhere; }
@container (max-width: 599.98px) { .body { flex-direction: column; } .connections-pane { max-width: none; flex: none; } }
${HEADER_CSS} ${LIST_CSS} ${TABS_CSS} ${views.map(({ css }) => css).join('\n')}`

/** The content of the panel: header, connections, tabs and a status line. */
export function createPanel({ session, actions, views, memory, theme, dock }: PanelOptions): Panel {
  let chosen: number | null = null
  const status = el('div', { class: 'status', role: 'status', 'aria-live': 'polite' })
  // Screen readers read changes only: a space makes one of a text that is said again.
  const announce = (text: string) => setText(status, text === status.textContent ? `${text}\u00a0` : text)
  const list = createConnectionList((id) => {
    chosen = id
    update()
  })
  const tabs = createTabs(views, { session, actions, announce, memory }, () => update())
  const header = createHeader({ session, actions, announce, importFile, ...(theme && { theme }), ...(dock && { dock }) })
  const element = el('div', { class: 'panel' }, header.element, el('div', { class: 'body' }, list.element, tabs.element), status)
  const unsubscribe = actions.subscribe(() => header.update())
  acceptDrops(element, importFile)

  function importFile(file: File) {
    file.text().then((text) => {
      session.importText(text)
      announce(`The session of ${file.name} is shown. "Close import" returns to the live one.`)
    }).catch((error: unknown) => announce(`${file.name} cannot be imported: ${reasonOf(error)}`))
  }
  function update() {
    const models = session.connections()
    const model = models.find(({ id }) => id === chosen) ?? models[0] ?? null
    chosen = model?.id ?? null
    header.update()
    list.update(models, chosen)
    tabs.update(model)
  }

  return {
    element,
    update,
    hide: () => tabs.hide(),
    focus: () => tabs.focus(),
    dispose() {
      unsubscribe()
      tabs.dispose()
    },
  }
}

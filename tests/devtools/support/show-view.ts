import { BASE_CSS, THEME_CSS } from '../../../src/devtools/panel/theme'
import type { View, ViewFactory } from '../../../src/devtools/panel/view'
import type { Actions } from '../../../src/devtools/actions/types'
import type { ConnectionModel, Session } from '../../../src/devtools/model/types'

export interface ShownView {
  readonly view: View
  readonly host: HTMLElement
  readonly root: ShadowRoot
  /** What the view announced. */
  readonly announced: readonly string[]
  /** Chooses a connection. Null: none. */
  choose(id: number | null): void
}

/**
 * Shows one view alone in a page, in a shadow root with the variables of the panel, as large as the window. Chooses the first connection.
 * For pages of Chromium tests: `import { showView } from '../support/show-view'` in a file that `panel-page.ts` bundles.
 */
export function showView(factory: ViewFactory, session: Session, actions: Actions): ShownView {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    ${THEME_CSS} ${BASE_CSS}
    :host { position: fixed; inset: 0; display: flex; flex-direction: column; overflow: hidden;
      font: var(--size)/1.5 var(--sans); color: var(--text); background: var(--bg); }
    .view { flex: 1; min-height: 0; display: flex; flex-direction: column; overflow: auto; }
    ${factory.css}`)
  root.adoptedStyleSheets = [sheet]
  const announced: string[] = []
  const view = factory.create({ session, actions, announce: (text) => void announced.push(text) })
  view.element.classList.add('view')
  root.append(view.element)
  document.body.append(host)

  let chosen = session.connections()[0]?.id ?? null
  const update = () => {
    const found: ConnectionModel | undefined = session.connections().find(({ id }) => id === chosen)
    view.update(found ?? null)
  }
  session.subscribe(update)
  update()
  return {
    view,
    host,
    root,
    announced,
    choose(id) {
      chosen = id
      update()
    },
  }
}

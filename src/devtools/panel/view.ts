import type { Actions } from '../actions/types'
import type { ConnectionModel, Session } from '../model/types'

/** What the panel remembers over a reload, by name. Values are JSON. Without a storage nothing is kept. */
export interface Memory {
  get(name: string): unknown
  set(name: string, value: unknown): void
}

/** What every view of the panel gets. */
export interface ViewContext {
  readonly session: Session
  readonly actions: Actions
  /** Says something to the user, in the status line of the panel and to screen readers. */
  announce(text: string): void
  /** For filters and sizes that a view remembers. Absent where a view is shown without the drawer. */
  readonly memory?: Memory
}

/** One tab of the panel. */
export interface View {
  readonly element: HTMLElement
  /** Shows the chosen connection, or none. Called after each change while the view is visible, at most once a frame. */
  update(model: ConnectionModel | null): void
  /** Called when another tab is chosen or the panel closes: timers stop. `update()` follows when it is visible again. */
  hide(): void
  dispose(): void
}

export interface ViewFactory {
  /** Title of the tab. */
  readonly title: string
  /** CSS of the view. Colours and sizes come from the variables of the panel. */
  readonly css: string
  create(context: ViewContext): View
}

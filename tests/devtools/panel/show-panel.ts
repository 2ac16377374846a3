import { setTimeout as wait } from 'node:timers/promises'
import type { Actions } from '../../../src/devtools/actions/types'
import type { Session } from '../../../src/devtools/model/types'
import { createMemory } from '../../../src/devtools/panel/memory'
import { createPanel, type Panel } from '../../../src/devtools/panel/panel'
import { VIEWS } from '../../../src/devtools/panel/views'

/** What jsdom has no layout for. */
export function withoutLayout(): void {
  Element.prototype.scrollIntoView = () => {}
  globalThis.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  }
}

export interface ShownPanel extends Panel {
  readonly status: () => string
  readonly button: (name: string) => HTMLButtonElement
  /** Updates, and waits for the list of frames, which changes at most ten times a second. */
  settle(): Promise<void>
}

/** The whole panel in a jsdom page, with one of its tabs. */
export function showPanel(session: Session, actions: Actions, tab: string): ShownPanel {
  const memory = createMemory(() => {
    throw new Error('forbidden')
  })
  memory.set('tab', tab)
  const panel = createPanel({ session, actions, views: VIEWS, memory })
  const unsubscribe = session.subscribe(panel.update)
  document.body.replaceChildren(panel.element)
  panel.update()
  return {
    ...panel,
    status: () => panel.element.querySelector('[role=status]')!.textContent,
    button(name) {
      const found = [...panel.element.querySelectorAll('button')].find((button) => (button.getAttribute('aria-label') ?? button.textContent) === name)
      if (!found) throw new Error(`There is no button "${name}".`)
      return found
    },
    async settle() {
      panel.update()
      await wait(120)
    },
    dispose() {
      unsubscribe()
      panel.dispose()
    },
  }
}

import { getDefaultRegistry } from '../core/index'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { createHost } from './panel/host'
import { createMemory } from './panel/memory'
import { createPanel, panelCss } from './panel/panel'
import { VIEWS } from './panel/views'
import { acquireWorkbench } from './workbench'

export interface RenderDevtoolsOptions {
  /** Whose connections are shown. @default the default registry */
  registry?: ConnectionRegistry
  /** @default the colour scheme of the user */
  theme?: 'light' | 'dark'
}

/** A panel inside an element of another tool. */
export interface EmbeddedPanel {
  setTheme(theme: 'light' | 'dark' | undefined): void
  dispose(): void
}

const EMBEDDED_CSS = ':host { display: block !important; height: 100% !important; min-height: 0 !important; }'

export function embedPanel(element: Element, { registry = getDefaultRegistry(), theme }: RenderDevtoolsOptions): EmbeddedPanel {
  const { session, actions, open, release } = acquireWorkbench(registry)
  const host = createHost([EMBEDDED_CSS, panelCss(VIEWS)].join('\n'))
  const panel = createPanel({ session, actions, views: VIEWS, memory: createMemory() })
  const unsubscribe = session.subscribe(panel.update)
  const close = open()
  let isDisposed = false
  host.setTheme(theme ?? 'system')
  host.root.append(panel.element)
  element.append(host.element)
  panel.update()
  return {
    setTheme: (next) => host.setTheme(next ?? 'system'),
    dispose() {
      if (isDisposed) return
      isDisposed = true
      unsubscribe()
      close()
      panel.dispose()
      host.element.remove()
      release()
    },
  }
}

/**
 * Renders the panel inside an element, which it fills, instead of a drawer at the edge of the page. The element needs a height.
 * Frames are recorded until the panel is removed.
 *
 * @returns Removes the panel. Idempotent.
 */
export function renderDevtools(element: Element, options: RenderDevtoolsOptions = {}): () => void {
  return embedPanel(element, options).dispose
}

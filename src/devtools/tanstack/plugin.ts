import type { ConnectionRegistry } from '../../core/vocabulary/registry'
import { embedPanel, type EmbeddedPanel } from '../render'

export interface WebSocketDevtoolsPluginOptions {
  /** Whose connections the panel shows. @default the default registry */
  registry?: ConnectionRegistry
  /** Whether TanStack Devtools shows the panel when it has no other plugin to show. @default false */
  defaultOpen?: boolean
}

/** A plugin of TanStack Devtools, of its core and of its React adapter. */
export interface WebSocketDevtoolsPlugin {
  readonly id: string
  readonly name: string
  readonly defaultOpen: boolean
  /**
   * Renders the panel into the element. Called again for the same element when the theme changes.
   *
   * It returns null, which a host renders as nothing. The type is `never` because the hosts disagree: the core expects `void`, the
   * adapter for React an element.
   */
  render(element: HTMLElement, props: { theme: 'light' | 'dark' }): never
  destroy(): void
}

interface Rendered extends EmbeddedPanel {
  readonly registry: ConnectionRegistry | undefined
}

/** By element: a host that gets another plugin object in each render of React calls that one for the same element. */
const panels = /* @__PURE__ */ new WeakMap<Element, Rendered>()

/** A plugin for TanStack Devtools: its tab shows the panel. Create it once, outside of components. */
export function websocketDevtoolsPlugin(options: WebSocketDevtoolsPluginOptions = {}): WebSocketDevtoolsPlugin {
  const { registry, defaultOpen = false } = options
  let rendered: Element | null = null

  const remove = (element: Element): void => {
    panels.get(element)?.dispose()
    panels.delete(element)
  }

  return {
    id: 'websocket-store',
    name: 'WebSocket',
    defaultOpen,
    render(element, { theme }) {
      if (rendered && rendered !== element) remove(rendered)
      rendered = element
      const existing = panels.get(element)
      if (existing && existing.registry === registry) existing.setTheme(theme)
      else {
        existing?.dispose()
        panels.set(element, { ...embedPanel(element, { theme, ...(registry && { registry }) }), registry })
      }
      return null as never
    },
    destroy() {
      if (rendered) remove(rendered)
      rendered = null
    },
  }
}

import type { ConnectionRegistry } from '../core/vocabulary/registry'

export interface RenderDevtoolsOptions {
  /** @default the default registry */
  registry?: ConnectionRegistry
  /** @default the colour scheme of the user */
  theme?: 'light' | 'dark'
}

/** A panel inside an element of another tool. */
export interface EmbeddedPanel {
  setTheme(theme: 'light' | 'dark' | undefined): void
  dispose(): void
}

export function embedPanel(_element: Element, _options: RenderDevtoolsOptions): EmbeddedPanel {
  return { setTheme: () => undefined, dispose: () => undefined }
}

/**
 * Renders the panel inside an element, which it fills, instead of a drawer at the edge of the page. The element needs a height.
 * Returns a function that removes the panel.
 */
export function renderDevtools(element: Element, options: RenderDevtoolsOptions = {}): () => void {
  return embedPanel(element, options).dispose
}

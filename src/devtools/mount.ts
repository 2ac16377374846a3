import type { ConnectionRegistry } from '../core/vocabulary/registry'

export interface DevtoolsOptions {
  /** @default the default registry */
  registry?: ConnectionRegistry
  /** @default 'bottom' */
  position?: 'bottom' | 'right'
  /** @default as it was left */
  open?: boolean
}

/** Adds the panel to the page. Returns a function that removes it. */
export function mountDevtools(_options: DevtoolsOptions = {}): () => void {
  return () => undefined
}

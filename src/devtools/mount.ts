import { getDefaultRegistry } from '../core/index'
import type { ConnectionRegistry } from '../core/vocabulary/registry'
import { createDrawer, type Drawer } from './panel/drawer'
import { VIEWS } from './panel/views'
import { acquireWorkbench } from './workbench'

export interface DevtoolsOptions {
  /** Whose connections are shown. @default the default registry */
  registry?: ConnectionRegistry
  /** The edge of the page, until the user chooses the other one. @default 'bottom' */
  position?: 'bottom' | 'right'
  /** Whether the panel is open, until the user opens or closes it. The page remembers that. @default false */
  open?: boolean
}

interface Mounted {
  readonly drawer: Drawer
  readonly release: () => void
  count: number
}

const mounted = /* @__PURE__ */ new WeakMap<ConnectionRegistry, Mounted>()

/**
 * Adds the panel to the page: a small button, and a drawer that it opens. Alt+Shift+W opens and closes the drawer too, Escape closes it.
 *
 * Frames are recorded while the drawer is open only. Several calls for one registry share one panel, with the options of the first
 * call. On a server, without a document, nothing happens.
 *
 * @returns Removes the panel, when each call for that registry is undone. Then all faults that the panel made end. Idempotent.
 */
export function mountDevtools(options: DevtoolsOptions = {}): () => void {
  if (typeof document === 'undefined') return () => undefined
  const registry = options.registry ?? getDefaultRegistry()
  const panel = mounted.get(registry) ?? mount(registry, options)
  mounted.set(registry, panel)
  panel.count++
  let isMounted = true
  return () => {
    if (!isMounted) return
    isMounted = false
    if (--panel.count > 0) return
    mounted.delete(registry)
    panel.drawer.dispose()
    panel.release()
  }
}

function mount(registry: ConnectionRegistry, { position, open }: DevtoolsOptions): Mounted {
  const { session, actions, open: onOpen, release } = acquireWorkbench(registry)
  const drawer = createDrawer({
    ...{ session, actions, views: VIEWS, onOpen },
    ...(position !== undefined && { position }),
    ...(open !== undefined && { open }),
  })
  return { drawer, release, count: 0 }
}

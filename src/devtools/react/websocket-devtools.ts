import { useEffect, useRef } from 'react'
import { useRegistry } from '../../react/index'
import { mountDevtools, type DevtoolsOptions } from '../index'

export interface WebSocketDevtoolsProps extends DevtoolsOptions {
  /** Whose connections the panel shows. @default that of the nearest `RegistryProvider`, else the default registry */
  registry?: NonNullable<DevtoolsOptions['registry']>
  /** Whether the panel is open at first. Read when the component mounts. @default as the user left it */
  open?: boolean
}

/**
 * The panel of the devtools, for as long as the component is mounted. It renders nothing in its place: the panel is a drawer at the
 * edge of the page. Another `registry` or `position` mounts another panel. On the server it does nothing.
 *
 * A bundler removes it from production when its only use is behind a build condition such as `import.meta.env.DEV`.
 */
export function WebSocketDevtools({ registry, position, open }: WebSocketDevtoolsProps): null {
  const shown = useRegistry(registry)
  const initiallyOpen = useRef(open)
  useEffect(
    () =>
      mountDevtools({
        registry: shown,
        ...(position !== undefined && { position }),
        ...(initiallyOpen.current !== undefined && { open: initiallyOpen.current }),
      }),
    [shown, position],
  )
  return null
}

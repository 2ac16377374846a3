import { cleanup, render } from '@testing-library/react'
import { createElement, type ComponentType } from 'react'
import { onTestFinished } from 'vitest'
import { createApp, h, type Component } from 'vue'
import { createRegistry, type ConnectionOptions, type ConnectionRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { createWebSocketStore } from 'websocket-store/vue'
import { WebSocket } from 'ws'
import { runBlock } from './run-block'

export const FRAMEWORKS = ['React', 'Vue'] as const
export type Framework = (typeof FRAMEWORKS)[number]

export interface Shown {
  readonly root: HTMLElement
  /** The connections of the component. */
  readonly registry: ConnectionRegistry
  unmount(): void
}

/** A registry for the components of a page. It connects through `ws`, because the WebSocket of jsdom does not fit Node. */
export const registryOf = (defaults: Partial<ConnectionOptions<unknown, unknown>> = {}): ConnectionRegistry =>
  createRegistry({ defaults: { WebSocket, reconnect: { delay: () => 10 }, ...defaults } })

/** Mounts a component in its framework until the test ends. */
export function show(framework: Framework, component: unknown, props: object = {}, registry = registryOf()): Shown {
  const shown = framework === 'React' ? showReact(component as ComponentType, props, registry) : showVue(component as Component, props, registry)
  onTestFinished(() => {
    shown.unmount()
    registry.dispose()
  })
  return { ...shown, registry }
}

function showReact(component: ComponentType, props: object, registry: ConnectionRegistry): Omit<Shown, 'registry'> {
  const { container } = render(createElement(RegistryProvider, { registry }, createElement(component, props)))
  return { root: container, unmount: cleanup }
}

function showVue(component: Component, props: object, registry: ConnectionRegistry): Omit<Shown, 'registry'> {
  const root = document.body.appendChild(document.createElement('div'))
  const app = createApp({ render: () => h(component, props) }).use(createWebSocketStore({ registry }))
  app.mount(root)
  let isMounted = true
  return {
    root,
    unmount() {
      if (isMounted) app.unmount()
      isMounted = false
      root.remove()
    },
  }
}

/** Mounts the only component of `page` in a framework that contains `marker`, with the first server in it replaced by `url`. */
export async function showBlock(
  framework: Framework,
  page: string,
  marker: string,
  url: string,
  { props, registry }: { props?: object; registry?: ConnectionRegistry } = {},
): Promise<Shown> {
  const language = framework === 'React' ? 'tsx' : 'vue'
  const exported = await runBlock<Record<string, unknown>>(page, marker, url, { language })
  const component = exported['default'] ?? Object.values(exported).find((each) => typeof each === 'function')
  return show(framework, component, props, registry)
}

import { render } from '@testing-library/react'
import { mount } from '@vue/test-utils'
import type { ComponentType, ReactElement, ReactNode } from 'react'
import { onTestFinished } from 'vitest'
import type { Component, Plugin } from 'vue'
import type { ConnectionRegistry } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { createWebSocketStore } from 'websocket-store/vue'
import { registryOverWs } from './over-ws'

/** A mounted component of a page. */
export interface Shown {
  readonly element: Element
  readonly registry: ConnectionRegistry
  setProps(props: object): Promise<void>
  unmount(): void
}

export interface ShowOptions {
  registry?: ConnectionRegistry
  /** Wraps a React component, for example in the provider of another library. */
  wrap?(children: ReactNode): ReactElement
  /** Plugins of the Vue application. */
  plugins?: readonly (Plugin | [Plugin, object])[]
}

export function showReact<Props extends object>(
  View: ComponentType<Props>,
  props: Props,
  { registry = registryOverWs(), wrap = (children) => <>{children}</> }: ShowOptions = {},
): Shown {
  const tree = (current: Props) => <RegistryProvider registry={registry}>{wrap(<View {...current} />)}</RegistryProvider>
  const { container, rerender, unmount } = render(tree(props))
  onTestFinished(unmount)
  return { element: container, registry, setProps: async (next) => rerender(tree({ ...props, ...next })), unmount }
}

export function showVue(component: Component, props: object, { registry = registryOverWs(), plugins = [] }: ShowOptions = {}): Shown {
  const global = { plugins: [createWebSocketStore({ registry }), ...plugins] as never[] }
  const host = document.body.appendChild(document.createElement('div'))
  const wrapper = mount(component, { props: { ...props }, global, attachTo: host })
  onTestFinished(() => wrapper.unmount())
  return {
    element: wrapper.element.parentElement!,
    registry,
    setProps: (next) => wrapper.setProps(next as never),
    unmount: () => wrapper.unmount(),
  }
}

export const textsOf = (shown: Shown, selector: string): string[] =>
  [...shown.element.querySelectorAll(selector)].map((each) => (each.textContent ?? '').trim())

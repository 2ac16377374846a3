import { createApp, h, shallowRef, type App, type Component } from 'vue'
import type { ConnectionRegistry } from 'websocket-store'
import { createWebSocketStore } from 'websocket-store/vue'
import { connections, registryOf, type MountedPane, type ExampleName } from '../shared/examples'
import ChatPane from './chat-pane.vue'
import MarketPane from './market-pane.vue'
import PricesPane from './prices-pane.vue'
import ProcessPane from './process-pane.vue'
import Status from './status.vue'
import TabsPane from './tabs-pane.vue'

const PANES: Record<ExampleName, Component> = { chat: ChatPane, prices: PricesPane, process: ProcessPane, market: MarketPane, tabs: TabsPane }

export const mountVue = (element: Element): MountedPane => {
  const current = shallowRef<ExampleName | null>(null)
  const render = () => {
    const example = current.value
    return example === null ? null : [h(Status, { key: example, ...connections[example] }), h(PANES[example], { key: `${example} pane` })]
  }
  let mounted: { readonly app: App; readonly registry: ConnectionRegistry } | undefined

  /** An application has one registry. */
  const use = (registry: ConnectionRegistry): void => {
    if (mounted?.registry === registry) return
    mounted?.app.unmount()
    const app = createApp({ render }).use(createWebSocketStore({ registry }))
    app.mount(element)
    mounted = { app, registry }
  }
  return {
    show: (example) => {
      current.value = null
      if (example !== null) use(registryOf(example))
      current.value = example
    },
  }
}

import { createApp, h, shallowRef, type Component } from 'vue'
import { connections, type MountedPane, type ExampleName } from '../shared/examples'
import ChatPane from './chat-pane.vue'
import MarketPane from './market-pane.vue'
import PricesPane from './prices-pane.vue'
import ProcessPane from './process-pane.vue'
import Status from './status.vue'

const PANES: Record<ExampleName, Component> = { chat: ChatPane, prices: PricesPane, process: ProcessPane, market: MarketPane }

export const mountVue = (element: Element): MountedPane => {
  const current = shallowRef<ExampleName | null>(null)
  const render = () => {
    const example = current.value
    return example === null ? null : [h(Status, { key: example, ...connections[example] }), h(PANES[example], { key: `${example} pane` })]
  }
  createApp({ render }).mount(element)
  return {
    show: (example) => {
      current.value = example
    },
  }
}

import { createApp, h, shallowRef, type Component } from 'vue'
import { connections, type MountedPane, type SceneName } from '../shared/scenes'
import ChatPane from './chat-pane.vue'
import MarketPane from './market-pane.vue'
import PricesPane from './prices-pane.vue'
import ProcessPane from './process-pane.vue'
import Status from './status.vue'

const PANES: Record<SceneName, Component> = { chat: ChatPane, prices: PricesPane, process: ProcessPane, market: MarketPane }

export const mountVue = (element: Element): MountedPane => {
  const current = shallowRef<SceneName | null>(null)
  const render = () => {
    const scene = current.value
    return scene === null ? null : [h(Status, { key: scene, ...connections[scene] }), h(PANES[scene], { key: `${scene} pane` })]
  }
  createApp({ render }).mount(element)
  return {
    show: (scene) => {
      current.value = scene
    },
  }
}

// The very files that run, as text.
import type { PaneName } from '../shared/render-count'
import type { SceneName } from '../shared/scenes'
import reactChat from '../react/chat-pane.tsx?raw'
import reactPrices from '../react/prices-pane.tsx?raw'
import reactProcess from '../react/process-pane.tsx?raw'
import reactStatus from '../react/status.tsx?raw'
import chatConnection from '../shared/chat-connection.ts?raw'
import counterConnection from '../shared/counter-connection.ts?raw'
import tickerConnection from '../shared/ticker-connection.ts?raw'
import vueChat from '../vue/chat-pane.vue?raw'
import vuePrices from '../vue/prices-pane.vue?raw'
import vueProcess from '../vue/process-pane.vue?raw'
import vueStatus from '../vue/status.vue?raw'

export interface Source {
  readonly name: string
  readonly text: string
}

const chat = { name: 'chat-connection.ts', text: chatConnection }
const prices = { name: 'ticker-connection.ts', text: tickerConnection }
const process = { name: 'counter-connection.ts', text: counterConnection }

export const sources: Record<PaneName, Record<SceneName, readonly Source[]>> = {
  react: {
    chat: [{ name: 'chat-pane.tsx', text: reactChat }, { name: 'status.tsx', text: reactStatus }, chat],
    prices: [{ name: 'prices-pane.tsx', text: reactPrices }, { name: 'status.tsx', text: reactStatus }, prices],
    process: [{ name: 'process-pane.tsx', text: reactProcess }, { name: 'status.tsx', text: reactStatus }, process],
  },
  vue: {
    chat: [{ name: 'chat-pane.vue', text: vueChat }, { name: 'status.vue', text: vueStatus }, chat],
    prices: [{ name: 'prices-pane.vue', text: vuePrices }, { name: 'status.vue', text: vueStatus }, prices],
    process: [{ name: 'process-pane.vue', text: vueProcess }, { name: 'status.vue', text: vueStatus }, process],
  },
}

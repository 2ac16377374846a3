// The source text of the files that run.
import type { PaneName } from '../shared/render-count'
import type { ExampleName } from '../shared/examples'
import reactChat from '../react/chat-pane.tsx?raw'
import reactMarket from '../react/market-pane.tsx?raw'
import reactRecovery from '../react/market-recovery.tsx?raw'
import reactHistory from '../react/market-history.tsx?raw'
import reactRow from '../react/market-row.tsx?raw'
import reactPrices from '../react/prices-pane.tsx?raw'
import reactProcess from '../react/process-pane.tsx?raw'
import reactTabs from '../react/tabs-pane.tsx?raw'
import reactStatus from '../react/status.tsx?raw'
import chatConnection from '../shared/chat-connection.ts?raw'
import counterConnection from '../shared/counter-connection.ts?raw'
import marketProtocol from '../../market-protocol.ts?raw'
import marketRecovery from '../shared/market-recovery.ts?raw'
import marketConnection from '../shared/market-connection.ts?raw'
import pricesOfAllTabs from '../shared/prices-of-all-tabs.ts?raw'
import pricesServed from '../shared/prices-options.ts?raw'
import pricesWorker from '../shared/prices.worker.ts?raw'
import tickerConnection from '../shared/ticker-connection.ts?raw'
import vueChat from '../vue/chat-pane.vue?raw'
import vueMarket from '../vue/market-pane.vue?raw'
import vueRecovery from '../vue/market-recovery.vue?raw'
import vueHistory from '../vue/market-history.vue?raw'
import vueRow from '../vue/market-row.vue?raw'
import vuePrices from '../vue/prices-pane.vue?raw'
import vueProcess from '../vue/process-pane.vue?raw'
import vueTabs from '../vue/tabs-pane.vue?raw'
import vueStatus from '../vue/status.vue?raw'

export interface Source {
  readonly name: string
  readonly text: string
}

const chat = { name: 'chat-connection.ts', text: chatConnection }
const prices = { name: 'ticker-connection.ts', text: tickerConnection }
const market = { name: 'market-connection.ts', text: marketConnection }
const marketMore = [
  { name: 'market-recovery.ts', text: marketRecovery },
  { name: 'market-protocol.ts', text: marketProtocol },
]
const tabs = [
  { name: 'prices-of-all-tabs.ts', text: pricesOfAllTabs },
  { name: 'prices.worker.ts', text: pricesWorker },
  { name: 'prices-options.ts', text: pricesServed },
]
const process = { name: 'counter-connection.ts', text: counterConnection }

export const sources: Record<PaneName, Record<ExampleName, readonly Source[]>> = {
  react: {
    chat: [{ name: 'chat-pane.tsx', text: reactChat }, { name: 'status.tsx', text: reactStatus }, chat],
    prices: [{ name: 'prices-pane.tsx', text: reactPrices }, { name: 'status.tsx', text: reactStatus }, prices],
    process: [{ name: 'process-pane.tsx', text: reactProcess }, { name: 'status.tsx', text: reactStatus }, process],
    market: [
      { name: 'market-row.tsx', text: reactRow },
      market,
      { name: 'market-history.tsx', text: reactHistory },
      { name: 'market-recovery.tsx', text: reactRecovery },
      { name: 'market-pane.tsx', text: reactMarket },
      ...marketMore,
    ],
    tabs: [{ name: 'tabs-pane.tsx', text: reactTabs }, ...tabs],
  },
  vue: {
    chat: [{ name: 'chat-pane.vue', text: vueChat }, { name: 'status.vue', text: vueStatus }, chat],
    prices: [{ name: 'prices-pane.vue', text: vuePrices }, { name: 'status.vue', text: vueStatus }, prices],
    process: [{ name: 'process-pane.vue', text: vueProcess }, { name: 'status.vue', text: vueStatus }, process],
    market: [
      { name: 'market-row.vue', text: vueRow },
      market,
      { name: 'market-history.vue', text: vueHistory },
      { name: 'market-recovery.vue', text: vueRecovery },
      { name: 'market-pane.vue', text: vueMarket },
      ...marketMore,
    ],
    tabs: [{ name: 'tabs-pane.vue', text: vueTabs }, ...tabs],
  },
}

import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RegistryProvider } from 'websocket-store/react'
import type { MountedPane, ExampleName } from '../shared/examples'
import { connections, registryOf } from '../shared/examples'
import { ChatPane } from './chat-pane'
import { MarketPane } from './market-pane'
import { PricesPane } from './prices-pane'
import { ProcessPane } from './process-pane'
import { Status } from './status'
import { TabsPane } from './tabs-pane'

const PANES = {
  chat: ChatPane,
  prices: PricesPane,
  process: ProcessPane,
  market: MarketPane,
  tabs: TabsPane,
} satisfies Record<ExampleName, () => unknown>

export const mountReact = (element: Element): MountedPane => {
  const root = createRoot(element)
  return {
    show: (example) => {
      const Pane = example === null ? null : PANES[example]
      root.render(
        Pane !== null && example !== null && (
          <StrictMode key={example}>
            <RegistryProvider registry={registryOf(example)}>
              <Status {...connections[example]} />
              <Pane />
            </RegistryProvider>
          </StrictMode>
        ),
      )
    },
  }
}

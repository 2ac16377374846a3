import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import type { MountedPane, SceneName } from '../shared/scenes'
import { connections } from '../shared/scenes'
import { ChatPane } from './chat-pane'
import { MarketPane } from './market-pane'
import { PricesPane } from './prices-pane'
import { ProcessPane } from './process-pane'
import { Status } from './status'

const PANES = {
  chat: ChatPane,
  prices: PricesPane,
  process: ProcessPane,
  market: MarketPane,
} satisfies Record<SceneName, () => unknown>

export const mountReact = (element: Element): MountedPane => {
  const root = createRoot(element)
  return {
    show: (scene) => {
      const Pane = scene === null ? null : PANES[scene]
      root.render(
        Pane !== null && scene !== null && (
          <StrictMode key={scene}>
            <Status {...connections[scene]} />
            <Pane />
          </StrictMode>
        ),
      )
    },
  }
}

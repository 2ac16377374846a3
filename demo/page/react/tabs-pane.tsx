import { useSyncExternalStore } from 'react'
import { useConnection, useMessageReducer } from 'websocket-store/react'
import { SYMBOLS } from '../../protocol'
import { emptyBoard, foldBoard } from '../shared/board'
import { formatPrice, formatTally } from '../shared/format'
import { pricesOptions, pricesUrl, tabsRegistry } from '../shared/prices-of-all-tabs'
import { getServerSockets, onServerSockets } from '../shared/server-sockets'
import { useRenderCount } from './use-render-count'

// Shown inside <RegistryProvider registry={tabsRegistry}>. Otherwise it is the code of a page with a socket of its own.
export function TabsPane() {
  const connection = useConnection(pricesUrl, pricesOptions)
  const board = useMessageReducer(connection, foldBoard, emptyBoard)
  const tabs = useSyncExternalStore(tabsRegistry.onPageCount, () => tabsRegistry.pageCount)
  const sockets = useSyncExternalStore(onServerSockets, getServerSockets)
  useRenderCount('react')

  return (
    <div className="tabs prices">
      <p className="tally" role="status">
        {formatTally(tabs, sockets)}
      </p>
      <dl>
        {SYMBOLS.map((symbol) => (
          <div key={symbol} data-symbol={symbol}>
            <dt>{symbol}</dt>
            <dd>{formatPrice(board.prices[symbol])}</dd>
          </div>
        ))}
      </dl>
      <a className="button" href="#tabs" target="_blank" rel="noopener">
        Open another tab
      </a>
      <p>A shared worker owns the socket and decodes the messages. Each tab gets every message. Close any tab: the others keep the socket.</p>
    </div>
  )
}

import { useState } from 'react'
import { useWebSocket } from 'websocket-store/react'
import { MARKET_GROUPS, MARKET_SYMBOLS } from '../../market-protocol'
import { formatCount } from '../shared/format'
import { isRate, MARKET_RATES, symbolAfterKey, symbolOfClick, toRate } from '../shared/market'
import { marketOptions, marketUrl } from '../shared/market-connection'
import { MarketHistory } from './market-history'
import { MarketRecovery } from './market-recovery'
import { MarketRow } from './market-row'
import { useRenderCount } from './use-render-count'

export function MarketPane() {
  // This component uses only the rate, so quotes do not render it.
  const { data: rate, send, connection } = useWebSocket(marketUrl, {
    ...marketOptions,
    filter: isRate,
    select: toRate,
    // Also runs when this pane joins a socket that is already open. After a cut the market continues at the rate of before.
    onOpen: () => send({ type: 'rate', perSecond: rate }),
  })
  const [picked, setPicked] = useState(MARKET_SYMBOLS[0]!)
  useRenderCount('react')

  const pick = (symbol: string | undefined) => {
    if (symbol === undefined) return
    setPicked(symbol)
    document.getElementById(`react-${symbol}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <div className="market">
      <fieldset>
        <legend>Messages per second</legend>
        {MARKET_RATES.map((perSecond) => (
          <button key={perSecond} aria-pressed={perSecond === rate} onClick={() => send({ type: 'rate', perSecond })}>
            {formatCount(perSecond)}
          </button>
        ))}
      </fieldset>
      <p className="counters">
        <output id="react-row-rate">–</output> rows rendered per second, <output id="react-row-count">0</output> in total
      </p>
      <MarketRecovery connection={connection} />
      <MarketHistory key={picked} connection={connection} symbol={picked} />
      <div
        className="rows"
        role="listbox"
        aria-label="Symbols, React"
        aria-activedescendant={`react-${picked}`}
        tabIndex={0}
        onClick={(event) => pick(symbolOfClick(event.target))}
        onKeyDown={(event) => {
          const next = symbolAfterKey(event.key, picked)
          if (next !== undefined) event.preventDefault()
          pick(next)
        }}
      >
        {MARKET_GROUPS.map(({ tree, symbols }) => (
          <ul key={tree} role="group" aria-label={tree}>
            {symbols.map((symbol) => (
              <MarketRow key={symbol} connection={connection} symbol={symbol} isPicked={symbol === picked} />
            ))}
          </ul>
        ))}
      </div>
    </div>
  )
}

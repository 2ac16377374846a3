import { useState } from 'react'
import { useConnection, useMessage, useMessageReducer } from 'websocket-store/react'
import { SYMBOLS } from '../../protocol'
import { RATES, emptyBoard, foldBoard } from '../shared/board'
import { formatCount, formatPrice } from '../shared/format'
import { chartLabel, createPriceChart } from '../shared/price-chart'
import { tickerOptions, tickerUrl } from '../shared/ticker-connection'
import { useRenderCount } from './use-render-count'

export function PricesPane() {
  const connection = useConnection(tickerUrl, tickerOptions)
  // The reducer gets every message. The pane renders at most once per frame.
  const board = useMessageReducer(connection, foldBoard, emptyBoard)
  // The chart gets every message and needs no render.
  const [{ attach, push }] = useState(createPriceChart)
  useMessage(connection, push)
  useRenderCount('react')

  return (
    <div className="prices">
      <dl>
        {SYMBOLS.map((symbol) => (
          <div key={symbol} data-symbol={symbol}>
            <dt>{symbol}</dt>
            <dd>{formatPrice(board.prices[symbol])}</dd>
          </div>
        ))}
      </dl>
      <div className="chart" role="img" aria-label={chartLabel} ref={attach} />
      <fieldset>
        <legend>Messages per second</legend>
        {RATES.map((perSecond) => (
          <button
            key={perSecond}
            aria-pressed={perSecond === board.perSecond}
            onClick={() => connection.send({ type: 'rate', perSecond })}
          >
            {formatCount(perSecond)}
          </button>
        ))}
      </fieldset>
    </div>
  )
}

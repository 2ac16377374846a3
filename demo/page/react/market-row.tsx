import { memo } from 'react'
import type { Connection } from 'websocket-store'
import { useChannel } from 'websocket-store/react'
import type { MarketCommand, MarketMessage } from '../../market-protocol'
import { formatPrice } from '../shared/format'
import { directionOf, formatChange, toQuote } from '../shared/market'
import { useRowCount } from './use-row-count'

interface Props {
  connection: Connection<MarketMessage, MarketCommand> | null
  symbol: string
  isPicked: boolean
}

// Renders only for its own symbol, at most once per frame.
export const MarketRow = memo(function MarketRow({ connection, symbol, isPicked }: Props) {
  const { data: quote, status } = useChannel(connection, symbol, { select: toQuote })
  useRowCount('react')

  return (
    <li id={`react-${symbol}`} role="option" aria-selected={isPicked} data-row={symbol} data-status={status}>
      <span>{symbol}</span>
      <span>{formatPrice(quote?.price)}</span>
      <span data-direction={directionOf(quote?.change)}>{formatChange(quote?.change)}</span>
    </li>
  )
})

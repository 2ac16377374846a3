import { useEffect, useState } from 'react'
import { request, type Connection } from 'websocket-store'
import { useChannel, useMessages } from 'websocket-store/react'
import type { MarketCommand, MarketMessage, QuoteHistory } from '../../market-protocol'
import { formatCount, formatPrice } from '../shared/format'
import { joinPrices, toPoints, toQuote } from '../shared/market'

interface Props {
  connection: Connection<MarketMessage, MarketCommand> | null
  symbol: string
}

/** Asks for the past of a symbol, then follows it. The row's subscription is shared: the server hears of neither. */
export function MarketHistory({ connection, symbol }: Props) {
  const { channel } = useChannel(connection, symbol)
  const live = useMessages(channel, { limit: 240, select: toQuote })
  const [past, setPast] = useState<QuoteHistory | null>(null)
  const [problem, setProblem] = useState('')

  useEffect(() => {
    if (!connection) return
    const controller = new AbortController()
    const ask = async () => {
      try {
        const reply: QuoteHistory = await request(
          connection,
          { type: 'history', symbol },
          { signal: controller.signal, retryOnReconnect: true },
        )
        setPast(reply)
      } catch (error) {
        if (!controller.signal.aborted) setProblem(String(error))
      }
    }
    void ask()
    return () => controller.abort()
  }, [connection, symbol])

  const prices = past ? joinPrices(past, live) : []
  return (
    <figure className="history">
      <figcaption>
        <b>{symbol}</b>{' '}
        {problem || (past ? `${formatPrice(prices.at(-1))}, ${formatCount(prices.length)} quotes` : 'asking for its past …')}
      </figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={`Prices of ${symbol}`}>
        <polyline points={toPoints(prices)} />
      </svg>
    </figure>
  )
}

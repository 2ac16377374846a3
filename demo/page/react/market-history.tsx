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

/** Requests the history of a symbol, then adds new quotes. It shares the subscription of the row, so the server gets only one. */
export function MarketHistory({ connection, symbol }: Props) {
  const { channel } = useChannel(connection, symbol)
  const live = useMessages(channel, { limit: 240, select: toQuote })
  const [history, setHistory] = useState<QuoteHistory | null>(null)
  const [problem, setProblem] = useState('')

  useEffect(() => {
    if (!connection) return
    const controller = new AbortController()
    const load = async () => {
      try {
        const reply: QuoteHistory = await request(
          connection,
          { type: 'history', symbol },
          { signal: controller.signal, retryOnReconnect: true },
        )
        setHistory(reply)
      } catch (error) {
        if (!controller.signal.aborted) setProblem(String(error))
      }
    }
    void load()
    return () => controller.abort()
  }, [connection, symbol])

  const prices = history ? joinPrices(history, live) : []
  return (
    <figure className="history">
      <figcaption>
        <b>{symbol}</b>{' '}
        {problem || (history ? `${formatPrice(prices.at(-1))}, ${formatCount(prices.length)} quotes` : 'loading history …')}
      </figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={`Prices of ${symbol}`}>
        <polyline points={toPoints(prices)} />
      </svg>
    </figure>
  )
}

import { useEffect, useState } from 'react'
import type { Connection } from 'websocket-store'
import { useChannel, useMessages } from 'websocket-store/react'
import type { MarketCommand, MarketMessage, QuoteHistory } from '../../market-protocol'
import { formatCount, formatPrice } from '../shared/format'
import { formatRecovery, joinPrices, MAX_POINTS, toPoints } from '../shared/market'
import { charted, requestHistory } from '../shared/market-connection'

interface Props {
  connection: Connection<MarketMessage, MarketCommand> | null
  symbol: string
}

/** Requests the history of a symbol, then adds new quotes. It shares the subscription of the row, so the server gets only one. */
export function MarketHistory({ connection, symbol }: Props) {
  const { channel, status, recovery } = useChannel(connection, symbol)
  // After a gap they start with the history that `load` returned.
  const messages = useMessages(channel, { limit: MAX_POINTS })
  const [history, setHistory] = useState<QuoteHistory | null>(null)
  const [problem, setProblem] = useState('')

  useEffect(() => {
    charted.set('react', symbol)
    return () => void charted.delete('react')
  }, [symbol])

  useEffect(() => {
    const controller = new AbortController()
    const load = async () => {
      try {
        setHistory(await requestHistory(symbol, controller.signal))
      } catch (error) {
        if (!controller.signal.aborted) setProblem(String(error))
      }
    }
    void load()
    return () => controller.abort()
  }, [symbol])

  const prices = joinPrices(history, messages)
  return (
    <figure className="history">
      <figcaption>
        <b>{symbol}</b>{' '}
        {prices.length > 0
          ? `${formatPrice(prices.at(-1))}, ${formatCount(prices.length)} quotes${formatRecovery(recovery, status)}`
          : problem || 'loading history …'}
      </figcaption>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" role="img" aria-label={`Prices of ${symbol}`}>
        <polyline points={toPoints(prices)} />
      </svg>
    </figure>
  )
}

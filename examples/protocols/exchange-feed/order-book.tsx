// An order book that shows whether it can be trusted: it is empty while the snapshot loads.
import { useChannel, useMessageReducer } from 'websocket-store/react'
import { applyToBook, EMPTY_BOOK } from './book'
import type { connect } from './client'

interface OrderBookProps {
  readonly connection: ReturnType<typeof connect>
  readonly symbol: string
}

export function OrderBook({ connection, symbol }: OrderBookProps) {
  const { channel, status, recovery } = useChannel(connection, `${symbol}@depth`)
  const { bids, asks } = useMessageReducer(channel, applyToBook, EMPTY_BOOK)
  if (status !== 'subscribed') return <p>{recovery === 'gap' ? 'Updates were lost. Loading the book again' : 'Loading'}</p>
  return (
    <table>
      <tbody>
        {[...asks, ...bids]
          .sort(([a], [b]) => Number(b) - Number(a))
          .map(([price, quantity]) => (
            <tr key={price}>
              <td>{price}</td>
              <td>{quantity}</td>
            </tr>
          ))}
      </tbody>
    </table>
  )
}

import { useWebSocket } from 'websocket-store/react'
import type { Demo } from '../demo'
import { SYMBOLS } from '../protocol'
import { MessageBox } from './message-box'
import { PriceRow } from './price-row'

export function PriceBoard({ demo }: { demo: Demo }) {
  const { connection } = useWebSocket(demo.url, demo.options)
  return (
    <>
      <ul className="prices" aria-label="Prices">
        {SYMBOLS.map((symbol) => (
          <PriceRow key={symbol} connection={connection} symbol={symbol} />
        ))}
      </ul>
      <MessageBox messages={demo.messages} />
    </>
  )
}

import type { Connection } from 'websocket-store'
import { useChannel, useMessages } from 'websocket-store/react'
import type { FromServer, ToServer } from '../protocol'
import { badgeOf, HISTORY, valueOf } from './row-state'
import { HEIGHT, pointsOf, trendOf, WIDTH } from './sparkline'

interface Props {
  connection: Connection<FromServer, ToServer, number>
  symbol: string
}

export function PriceRow({ connection, symbol }: Props) {
  const { status, recovery, channel } = useChannel(connection, symbol)
  const values = useMessages(channel, { limit: HISTORY, select: valueOf })
  const badge = badgeOf(status, recovery)
  return (
    <li className="price" data-trend={trendOf(values)} data-badge={badge}>
      <span className="symbol">{symbol}</span>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        <polyline points={pointsOf(values)} />
      </svg>
      <span className="value">{values.at(-1)?.toFixed(2) ?? '–'}</span>
      <span className="badge">{badge}</span>
    </li>
  )
}

import { useEffect, useState } from 'react'
import useWebSocket, { ReadyState, type Options } from 'react-use-websocket'

export interface Price {
  symbol: string
  value: number
}

const options: Options = {
  share: true,
  shouldReconnect: () => true,
  // The name 'react-use-websocket' in a comment stays.
  reconnectAttempts: 10,
}

export function usePrices(url: string | null) {
  const [prices, setPrices] = useState<Price[]>([])
  const { lastJsonMessage, readyState } = useWebSocket<Price | null>(url, options)
  useEffect(() => {
    if (lastJsonMessage) setPrices((shown) => [...shown, lastJsonMessage].slice(-20))
  }, [lastJsonMessage])
  return { prices, isOpen: readyState === ReadyState.OPEN }
}

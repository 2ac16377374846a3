import { screen } from '@testing-library/react'
import { useWebSocket, type UseWebSocketOptions } from 'websocket-store/react'

export interface LatestProps {
  url: string
  options: UseWebSocketOptions
  name?: string
}

export function Latest({ url, options, name = 'latest' }: LatestProps) {
  const { data, readyState } = useWebSocket(url, options)
  return (
    <p data-testid={name}>
      {readyState} {String(data)}
    </p>
  )
}

export const text = (name = 'latest') => screen.getByTestId(name).textContent

// Requests over the socket, cached by TanStack Query: npm install @tanstack/react-query
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { json, jsonRpc, request } from 'websocket-store'
import { useConnection, useMessage } from 'websocket-store/react'

interface Price {
  readonly symbol: string
  readonly price: number
}

/** Sends one request, then applies the updates that the server pushes. */
export function Quote({ url, symbol }: { url: string; symbol: string }) {
  const connection = useConnection(url, { codec: json(), requests: jsonRpc() })
  const client = useQueryClient()
  const { data, error } = useQuery({
    queryKey: ['price', symbol],
    queryFn: ({ signal }) => request<unknown, unknown, Price>(connection, { method: 'price', params: { symbol } }, { signal }),
  })
  useMessage(connection, (message) => {
    const { method, params } = message as { method?: string; params: Price }
    if (method === 'price') client.setQueryData(['price', params.symbol], params)
  })
  return <output>{error ? error.message : data ? `${data.symbol} ${data.price}` : '…'}</output>
}

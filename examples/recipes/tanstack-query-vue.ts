// Requests over the socket, cached by TanStack Query: npm install @tanstack/vue-query
import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import { json, jsonRpc, request } from 'websocket-store'
import { useConnection, useMessage } from 'websocket-store/vue'

interface Price {
  readonly symbol: string
  readonly price: number
}

/** Sends one request, then applies the updates that the server pushes. */
export function useQuote(url: string, symbol: Ref<string>) {
  const connection = useConnection(url, { codec: json(), requests: jsonRpc() })
  const client = useQueryClient()
  const { data, error } = useQuery({
    queryKey: computed(() => ['price', symbol.value]),
    queryFn: ({ signal }) =>
      request<unknown, unknown, Price>(connection.value!, { method: 'price', params: { symbol: symbol.value } }, { signal }),
  })
  useMessage(connection, (message) => {
    const { method, params } = message as { method?: string; params: Price }
    if (method === 'price') client.setQueryData(['price', params.symbol], params)
  })
  return computed(() => (error.value ? error.value.message : data.value ? `${data.value.symbol} ${data.value.price}` : '…'))
}

import { startServer, type TestServer } from '../support/ws-server'

/** Answers JSON-RPC calls of `price` with 1. `push` sends another price to all clients. */
export async function startPriceServer(): Promise<TestServer & { push(price: number): void; readonly calls: number }> {
  let calls = 0
  const server = await startServer({
    onMessage(message, socket) {
      const { id, params } = JSON.parse(String(message)) as { id: string; params: { symbol: string } }
      calls++
      const isKnown = params.symbol === 'EUR'
      const answer = isKnown ? { result: { ...params, price: 1 } } : { error: { code: -32602, message: 'unknown symbol' } }
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, ...answer }))
    },
  })
  return Object.defineProperties(
    {
      push: (price: number) =>
        server.broadcast(JSON.stringify({ jsonrpc: '2.0', method: 'price', params: { symbol: 'EUR', price } })),
    },
    { ...Object.getOwnPropertyDescriptors(server), calls: { get: () => calls } },
  ) as TestServer & { push(price: number): void; readonly calls: number }
}

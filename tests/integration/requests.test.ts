import { expect, it, onTestFinished } from 'vitest'
import { createRegistry, json, jsonRpc, JsonRpcError, request, requestStream, respond, type JsonRpcRequest, type RequestProtocol } from 'websocket-store'
import { WebSocket } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

interface Command {
  readonly id?: number
  readonly type: string
  readonly subscription?: number
}
interface Result {
  readonly id: number
  readonly type: 'result' | 'event'
  readonly result?: unknown
}

/** As in the WebSocket API of Home Assistant: ids are numbers, and each must be greater than the one before. */
const requests: RequestProtocol<Result, Command> = {
  tag: (command, id) => ({ ...command, id: Number(id) }),
  idOf: ({ id }) => id,
  resultOf: ({ result }) => result,
  cancel: (id) => ({ type: 'unsubscribe_events', subscription: Number(id) }),
}

const VIOLATION = 1008

async function serveHome() {
  const lastIds = new WeakMap<object, number>()
  const ids: number[] = []
  const server = await serve({
    onMessage(data, socket) {
      const { id, type } = JSON.parse(String(data)) as Command
      if (id === undefined) return
      if (id <= (lastIds.get(socket) ?? 0)) return socket.close(VIOLATION, 'id_reuse')
      lastIds.set(socket, id)
      ids.push(id)
      const send = (message: Omit<Result, 'id'>) => socket.send(JSON.stringify({ id, ...message }))
      if (type === 'slow' && server.opened === 1) return
      send({ type: 'result', result: type })
      if (type === 'subscribe_events') for (const result of ['on', 'off']) send({ type: 'event', result })
    },
  })
  const connection = connectTo<Result, Command>(server.url, { codec: json<Result, Command>(), requests })
  return { server, connection, ids }
}

it('a server that requires increasing ids accepts requests over the send queue, a reconnect and a retry', async () => {
  const { server, connection, ids } = await serveHome()
  const ask = (type: string, retryOnReconnect = false) => request<Result, Command, string>(connection, { type }, { retryOnReconnect })
  const queued = [ask('get_states'), ask('get_config'), ask('slow', true)]
  connection.send({ type: 'ping' })
  connection.on('open', (_event, { isReconnect }) => void queued.push(ask(isReconnect ? 'first again' : 'first')))
  connection.connect()
  await waitFor(() => ids.length === 4)
  server.terminateAll()
  await waitFor(() => connection.getSnapshot().phase !== 'open')
  queued.push(ask('get_services'))
  await untilPhase(connection, 'open')
  queued.push(ask('get_panels'))
  expect((await Promise.all(queued)).sort()).toEqual(['first', 'first again', 'get_config', 'get_panels', 'get_services', 'get_states', 'slow'])
  expect(ids).toEqual([...ids].sort((a, b) => a - b))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(8)
  expect(server.closes.map(({ code }) => code)).toEqual([1006])
})

it('a subscription streams the events of the server, and is cancelled when the loop ends', async () => {
  const { server, connection } = await serveHome()
  const results: unknown[] = []
  for await (const result of requestStream<Result, Command, string>(connection, { type: 'subscribe_events' })) {
    results.push(result)
    if (result === 'off') break
  }
  expect(results).toEqual(['subscribe_events', 'on', 'off'])
  await waitFor(() => server.messages.length === 2)
  expect(JSON.parse(String(server.messages[1]))).toEqual({ type: 'unsubscribe_events', subscription: 1 })
})

it('a language server gets one answer to each of its requests from three users of one connection', async () => {
  const server = await serve({ echo: false })
  const registry = createRegistry({ defaults: { WebSocket } })
  onTestFinished(() => registry.dispose())
  const calls: string[] = []
  const users = ['a', 'b', 'c'].map((name) => {
    const connection = registry.connection(server.url, { codec: json(), requests: jsonRpc() })
    const stop = respond(connection, async ({ method }: JsonRpcRequest) => {
      calls.push(`${name} ${method}`)
      await Promise.resolve()
      if (method === 'workspace/applyEdit') throw new JsonRpcError({ code: -32803, message: 'read only' })
      return [name]
    })
    return { connection, stop }
  })
  const [first] = users
  const release = first!.connection.retain()
  await untilPhase(first!.connection, 'open')
  await waitFor(() => server.alive === 1)
  const call = async (id: number, method: string) => {
    server.broadcast(JSON.stringify({ jsonrpc: '2.0', id, method }))
    await waitFor(() => server.messages.length >= id)
    return JSON.parse(String(server.messages[id - 1])) as unknown
  }
  expect(await call(1, 'workspace/configuration')).toEqual({ jsonrpc: '2.0', id: 1, result: ['a'] })
  first!.stop()
  expect(await call(2, 'workspace/configuration')).toEqual({ jsonrpc: '2.0', id: 2, result: ['b'] })
  expect(await call(3, 'workspace/applyEdit')).toEqual({ jsonrpc: '2.0', id: 3, error: { code: -32803, message: 'read only' } })
  expect(calls).toEqual(['a workspace/configuration', 'b workspace/configuration', 'b workspace/applyEdit'])
  expect(server.opened).toBe(1)
  // An answer that follows proves that no second answer came before it.
  expect(await call(4, 'shutdown')).toMatchObject({ id: 4 })
  expect(server.messages).toHaveLength(4)
  release()
})

import { describe, expect, it, vi } from 'vitest'
import { json, JsonRpcError, jsonRpc, respond, type JsonRpcRequest } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnection } from '../../support/fake-connection'

describe('respond() with jsonRpc()', () => {
  function openRpc() {
    const fake = createFakeConnection<unknown, unknown>({ codec: json(), requests: jsonRpc() })
    fake.open()
    return fake
  }
  const sent = ({ socket }: FakeConnection<unknown, unknown>) => socket.sent.map((data) => JSON.parse(data as string) as unknown)
  const call = async ({ socket }: FakeConnection<unknown, unknown>, message: unknown) => {
    socket.message(JSON.stringify(message))
    await settled()
  }

  it('answers a call with its id and the result, and null where there is none', async () => {
    const fake = openRpc()
    respond(fake.connection, ({ method, params }: JsonRpcRequest) => (method === 'add' ? (params as number[])[0]! + 1 : undefined))
    await call(fake, { jsonrpc: '2.0', method: 'add', params: [1], id: 0 })
    await call(fake, { jsonrpc: '2.0', method: 'ping', id: 'x' })
    expect(sent(fake)).toEqual([
      { jsonrpc: '2.0', id: 0, result: 2 },
      { jsonrpc: '2.0', id: 'x', result: null },
    ])
  })

  it.each([{ method: 'notify' }, { method: 'notify', id: null }, { id: 1, result: 2 }, null, 'text', [{ method: 'add', id: 1 }]])(
    'does not answer %j, which is no call',
    async (message) => {
      const fake = openRpc()
      const handler = vi.fn()
      respond(fake.connection, handler)
      await call(fake, message)
      expect(handler).not.toHaveBeenCalled()
      expect(sent(fake)).toEqual([])
    },
  )

  it('answers with a JsonRpcError as it is, and with no detail of any other error', async () => {
    const fake = openRpc()
    respond(fake.connection, ({ method }: JsonRpcRequest) => {
      if (method === 'refuse') throw new JsonRpcError({ code: 7, message: 'refused', data: { why: 'closed' } })
      if (method === 'plain') throw new JsonRpcError({ code: 8, message: 'plain' })
      throw new Error('the password is secret')
    })
    for (const [id, method] of ['refuse', 'plain', 'break'].entries()) await call(fake, { method, id })
    expect(sent(fake)).toEqual([
      { jsonrpc: '2.0', id: 0, error: { code: 7, message: 'refused', data: { why: 'closed' } } },
      { jsonrpc: '2.0', id: 1, error: { code: 8, message: 'plain' } },
      { jsonrpc: '2.0', id: 2, error: { code: -32603, message: 'Internal error' } },
    ])
  })

  it('answers -32601 when handlers exist and none takes the call', async () => {
    const fake = openRpc()
    await call(fake, { method: 'before', id: 1 })
    const stop = respond(fake.connection, () => 'time', { match: ({ method }: JsonRpcRequest) => method === 'time' })
    await call(fake, { method: 'place', id: 2 })
    stop()
    await call(fake, { method: 'after', id: 3 })
    expect(sent(fake)).toEqual([{ jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'Method not found' } }])
  })
})


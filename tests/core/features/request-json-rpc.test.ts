import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json, jsonRpc, JsonRpcError, request } from 'websocket-store'
import { createFakeConnection } from '../../support/fake-connection'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const codeOf = (promise: Promise<unknown>) => promise.then(String, (error: { code?: string }) => error.code ?? String(error))

describe('jsonRpc()', () => {
  const open = () => {
    const fake = createFakeConnection<unknown, unknown>({ codec: json(), requests: jsonRpc() })
    fake.open()
    return fake
  }

  it('resolves with the result', async () => {
    const fake = open()
    const reply = request(fake.connection, { method: 'add', params: [1, 2] })
    const { id, ...call } = JSON.parse(fake.socket.sent[0] as string) as { id: string }
    expect(call).toEqual({ jsonrpc: '2.0', method: 'add', params: [1, 2] })
    // A call from the server may use the same id.
    fake.socket.message(JSON.stringify({ jsonrpc: '2.0', method: 'ping', id }))
    fake.socket.message(JSON.stringify({ jsonrpc: '2.0', result: null, id }))
    expect(await reply).toBe(null)
  })

  it('uses its own id and version, whatever the call contains', async () => {
    const fake = open()
    const reply = request(fake.connection, { method: 'add', id: 77, jsonrpc: '1.0' })
    const call = JSON.parse(fake.socket.sent[0] as string) as { id: string }
    expect(call).toEqual({ jsonrpc: '2.0', method: 'add', id: '1' })
    fake.socket.message(JSON.stringify({ jsonrpc: '2.0', result: 3, id: call.id }))
    expect(await reply).toBe(3)
  })

  it('rejects with the error of the server', async () => {
    const fake = open()
    const reply = request(fake.connection, { method: 'add' }).catch((error: unknown) => error)
    const { id } = JSON.parse(fake.socket.sent[0] as string) as { id: string }
    fake.socket.message(JSON.stringify({ jsonrpc: '2.0', error: { code: -32601, message: 'no such method', data: 1 }, id }))
    const error = (await reply) as { code: string; cause: JsonRpcError }
    expect(error.code).toBe('request-refused')
    expect(error.cause).toBeInstanceOf(JsonRpcError)
    expect(error.cause).toMatchObject({ code: -32601, message: 'no such method', data: 1 })
  })

  it.each(['text', null, undefined, 7, true])('takes %j for no message of its own, and does not throw', (message) => {
    const { idOf, requestOf } = jsonRpc()
    expect([idOf(message as never), requestOf!(message as never)]).toEqual([undefined, undefined])
  })

  it('names its error, which survives a second copy of the package', () => {
    expect(new JsonRpcError({ code: 1, message: 'why' }).name).toBe('JsonRpcError')
  })

  it.each(['text', null, 7, { id: 7 }, { id: 1, result: 7 }, [{ id: '1', result: 7 }]])('does not accept %j as a reply', async (message) => {
    const fake = open()
    const reply = request(fake.connection, { method: 'add' }, { timeoutMs: 100 })
    const code = codeOf(reply)
    fake.socket.message(JSON.stringify(message))
    await vi.advanceTimersByTimeAsync(100)
    expect(await code).toBe('request-timeout')
  })
})

import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { json } from 'websocket-store'
import { createTestServer, matchers } from 'websocket-store/testing'
import 'websocket-store/testing/vitest'

type ToServer = { type: 'subscribe'; symbol: string } | { type: 'ping'; id: number }

const codec = json<string, ToServer>()
const subscribe = (symbol: string): ToServer => ({ type: 'subscribe', symbol })
const ping = (id: number): ToServer => ({ type: 'ping', id })

async function start() {
  const server = createTestServer({ codec, waitMs: 50 })
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url, { codec })
  onTestFinished(connection.retain())
  await server.connected()
  await server.settled()
  return { server, connection }
}

const failureOf = async (run: () => unknown): Promise<string> => {
  try {
    await run()
  } catch (error) {
    return (error as Error).message
  }
  return 'passed'
}

describe('toHaveReceived', () => {
  it('passes at once when a message matches already', async () => {
    const { server, connection } = await start()
    connection.send(subscribe('BTC'))
    await server.settled()
    const result: unknown = expect(server).toHaveReceived({ type: 'subscribe' })
    expect(result instanceof Promise).toBe(false)
  })

  it('waits for a message that arrives later', async () => {
    const { server, connection } = await start()
    setTimeout(() => connection.send(subscribe('BTC')), 10)
    await expect(server).toHaveReceived({ type: 'subscribe', symbol: 'BTC' })
  })

  it('waits for any message when nothing is passed', async () => {
    const { server, connection } = await start()
    connection.send(ping(1))
    await expect(server).toHaveReceived()
  })

  it('accepts a connection of the server', async () => {
    const { server, connection } = await start()
    connection.send(ping(1))
    await expect(await server.connected()).toHaveReceived({ type: 'ping' })
  })

  it('accepts asymmetric matchers, regular expressions and functions', async () => {
    const { server, connection } = await start()
    connection.send(subscribe('BTC'))
    await expect(server).toHaveReceived({ symbol: expect.any(String) })
    await expect(server).toHaveReceived(expect.objectContaining({ type: 'subscribe' }))
    await expect(server).toHaveReceived((message) => message.type === 'subscribe')
    const raw = createTestServer()
    onTestFinished(() => raw.stop())
    raw.registry.connection(raw.url).send('hello world')
    onTestFinished(raw.registry.connection(raw.url).retain())
    await expect(raw).toHaveReceived(/hello/)
  })

  it('counts the messages that match', async () => {
    const { server, connection } = await start()
    connection.send(ping(1))
    connection.send(ping(2))
    await expect(server).toHaveReceived({ type: 'ping' }, { count: 2 })
    expect(await failureOf(() => expect(server).toHaveReceived({ type: 'ping' }, { count: 3, waitMs: 10 }))).toBe(
      'The server did not receive {"type":"ping"}, 3 times within 10 ms.\n' +
        'Messages received:\n  {"type":"ping","id":1}\n  {"type":"ping","id":2}',
    )
  })

  it('lists what was received when it fails', async () => {
    const { server, connection } = await start()
    connection.send(subscribe('BTC'))
    expect(await failureOf(() => expect(server).toHaveReceived({ symbol: 'ETH' }))).toBe(
      'The server did not receive {"symbol":"ETH"} within 50 ms.\nMessages received:\n  {"type":"subscribe","symbol":"BTC"}',
    )
  })

  it('fails when the server stops', async () => {
    const { server } = await start()
    setTimeout(() => server.stop(), 5)
    expect(await failureOf(() => expect(server).toHaveReceived({ symbol: 'ETH' }))).toBe('The test server was stopped.')
  })

  it('waits under fake timers', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const { server, connection } = await start()
    connection.send(ping(1))
    await expect(server).toHaveReceived({ type: 'ping' })
    await expect(server).not.toHaveReceived({ type: 'subscribe' })
    expect(await failureOf(() => expect(server).toHaveReceived({ type: 'subscribe' }))).toContain('within 50 ms')
  })

  it('with not, waits for what is on its way', async () => {
    const { server, connection } = await start()
    await expect(server).not.toHaveReceived({ type: 'ping' })
    connection.send(ping(1))
    expect(server.messages).toEqual([])
    expect(await failureOf(() => expect(server).not.toHaveReceived({ type: 'ping' }))).toBe(
      'The server received {"type":"ping"}, but should not.\nMessages received:\n  {"type":"ping","id":1}',
    )
    expect(await failureOf(() => expect(server).not.toHaveReceived())).toContain('The server received any message, but should not.')
  })

  it.each([undefined, null, 'server', {}])('says what to pass instead of %j', async (value) => {
    expect(await failureOf(() => expect(value).toHaveReceived())).toMatch(
      /^toHaveReceived\(\) expects a test server or one of its connections, not .+\. Pass the result of createTestServer\(\)/,
    )
  })
})

describe('toHaveReceivedInOrder', () => {
  it('passes at once when the messages were received in order, with others between them', async () => {
    const { server, connection } = await start()
    for (const message of [ping(1), subscribe('BTC'), ping(2), ping(3), subscribe('ETH')]) connection.send(message)
    await server.settled()
    const result: unknown = expect(server).toHaveReceivedInOrder([{ id: 1 }, { id: 3 }, { symbol: expect.stringMatching('ETH') }])
    expect(result instanceof Promise).toBe(false)
    await expect(server).toHaveReceivedInOrder([])
  })

  it('waits for the last of them', async () => {
    const { server, connection } = await start()
    connection.send(subscribe('BTC'))
    setTimeout(() => connection.send(ping(1)), 5)
    setTimeout(() => connection.send(ping(2)), 10)
    await expect(server).toHaveReceivedInOrder([{ symbol: 'BTC' }, { id: 1 }, { id: 2 }])
  })

  it('needs one message for each, also when the same one matches twice', async () => {
    const { server, connection } = await start()
    connection.send(ping(1))
    await server.settled()
    await expect(server).not.toHaveReceivedInOrder([{ type: 'ping' }, { type: 'ping' }])
    connection.send(ping(2))
    await expect(server).toHaveReceivedInOrder([{ type: 'ping' }, { type: 'ping' }])
  })

  it('shows where the order broke', async () => {
    const { server, connection } = await start()
    for (const message of [ping(2), subscribe('BTC'), ping(1)]) connection.send(message)
    expect(await failureOf(() => expect(server).toHaveReceivedInOrder([{ id: 1 }, { id: 2 }, { symbol: 'BTC' }]))).toBe(
      [
        'The server did not receive these messages in this order:',
        '  {"id":1}: number 3',
        '  {"id":2}: not received after number 3',
        '  {"symbol":"BTC"}',
        '{"id":2} was received before: number 1.',
        'Messages received:',
        '  {"type":"ping","id":2}',
        '  {"type":"subscribe","symbol":"BTC"}',
        '  {"type":"ping","id":1}',
      ].join('\n'),
    )
  })

  it('shows which message is missing', async () => {
    const { server } = await start()
    expect(await failureOf(() => expect(server).toHaveReceivedInOrder([{ id: 1 }, { id: 2 }]))).toBe(
      'The server did not receive these messages in this order:\n  {"id":1}: not received\n  {"id":2}\nNo message was received.',
    )
  })

  it('with not, waits for what is on its way', async () => {
    const { server, connection } = await start()
    connection.send(ping(1))
    connection.send(ping(2))
    const inOrder = await failureOf(() => expect(server).not.toHaveReceivedInOrder([{ id: 1 }, { id: 2 }]))
    expect(inOrder).toContain('The server received these messages in this order, but should not:\n  {"id":1}: number 1\n')
    await expect(server).not.toHaveReceivedInOrder([{ id: 2 }, { id: 1 }])
  })
})

it('works in any runner that calls a matcher with its context', async () => {
  const { server, connection } = await start()
  connection.send(ping(1))
  const result = await matchers.toHaveReceived.call({}, server, { id: 1 })
  expect([result.pass, result.message()]).toEqual([true, expect.stringContaining('The server received {"id":1}, but should not.')])
})

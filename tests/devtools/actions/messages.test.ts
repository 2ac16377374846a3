import { expect, it } from 'vitest'
import { binary, channel, json, text } from 'websocket-store'
import { untilPhase, waitFor } from '../../support/wait-for'
import { setUp } from './support'

it.each([
  ['raw, the default', undefined, '{"a":1}', '{"a":1}'],
  ['text', text(), 'not { json', 'not { json'],
  ['JSON', json(), ' {"a": 1} ', '{"a":1}'],
  ['JSON, made for each socket', () => json(), '["b"]', '["b"]'],
  ['JSON without a name', { encode: JSON.stringify, decode: String }, '1', '1'],
  ['binary', binary(), 'é', Buffer.from('é')],
] as const)('sends text through a codec: %s', async (_name, codec, typed, sent) => {
  const { server, actions, connection } = await setUp({ codec } as never)
  actions.send(connection, typed)
  await waitFor(() => server.messages.length === 1)
  expect(server.messages[0]).toEqual(sent)
})

it('queues what is sent while the connection is not open, and clears the queue', async () => {
  const { actions, connection } = await setUp({ reconnect: { delay: () => 60_000 } })
  actions.cut(connection)
  actions.send(connection, 'a')
  actions.send(connection, 'b')
  expect(connection.queuedMessages).toEqual(['a', 'b'])
  expect(actions.clearQueue(connection)).toBe(2)
  expect(connection.queuedMessages).toEqual([])
})

it('throws what is wrong with a message that cannot be sent, and how to correct it', async () => {
  const cyclic = { name: 'strict', encode: () => { throw new Error('token=secret') }, decode: String }
  const { actions, connection } = await setUp({ codec: json(), queue: false })
  expect(() => actions.send(connection, 'hello')).toThrow(/^The text is not JSON \(.+\)\. The codec "json" .+ in double quotes\.$/)
  connection.setOptions({ codec: cyclic } as never)
  expect(() => actions.send(connection, '1')).toThrow(/^The codec of this connection refused the message \(encode-failed\)\. Write /)
  connection.disconnect()
  connection.setOptions({ queue: false } as never)
  expect(() => actions.send(connection, '1')).toThrow('Reconnect, or clear the queue')
})

it('injects a message as if the server had sent it, and sends nothing', async () => {
  const { server, actions, connection } = await setUp({ codec: json() })
  const got: [unknown, string, unknown][] = []
  connection.onMessage((message, event) => void got.push([message, event.type, event.data]))
  actions.inject(connection, '{"price":1}')
  expect(got).toEqual([[{ price: 1 }, 'message', '{"price":1}']])
  expect(connection.getSnapshot().data).toEqual({ price: 1 })
  const errors: string[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  actions.inject(connection, 'no json')
  expect(errors).toEqual(['decode-failed'])
  expect(server.messages).toEqual([])
})

it('injects only into an open connection', async () => {
  const { actions, connection } = await setUp({ reconnect: false })
  actions.cut(connection)
  expect(() => actions.inject(connection, 'a')).toThrow('A message can be injected only while it is open')
  actions.reconnect(connection)
  await untilPhase(connection, 'open')
  actions.inject(connection, 'a')
  expect(connection.getSnapshot().data).toBe('a')
})

it('resubscribes a channel, and leaves alone one that nobody uses', async () => {
  const channels = { subscribe: (key: string) => `sub ${key}`, unsubscribe: (key: string) => `unsub ${key}`, route: () => undefined }
  const { server, actions, connection } = await setUp({ channels } as never, { echo: false })
  channel(connection, 'news').retain()
  actions.resubscribe(connection, 'news')
  actions.resubscribe(connection, 'sport')
  await waitFor(() => server.messages.length === 3)
  expect(server.messages).toEqual(['sub news', 'unsub news', 'sub news'])
})

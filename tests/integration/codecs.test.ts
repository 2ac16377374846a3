import { expect, it } from 'vitest'
import { binary, json, text } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

it('sends and receives JSON values', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  const messages: unknown[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  const values = [{ a: [1, null, 'ž'] }, [], 'text', 0, false, null]
  for (const value of values) connection.send(value)
  await waitFor(() => messages.length === values.length)
  expect(messages).toEqual(values)
  expect(server.messages).toEqual(values.map((value) => JSON.stringify(value)))
})

it('calls the reviver and the replacer', async () => {
  const server = await serve()
  const connection = connectTo<{ at: Date }, { at: Date }>(server.url, {
    codec: json({
      replacer: (_key, value) => (typeof value === 'string' ? `@${value}` : value),
      reviver: (_key, value) => (typeof value === 'string' ? new Date(value.slice(1)) : value),
    }),
  })
  const messages: { at: Date }[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  connection.send({ at: new Date(0) })
  await waitFor(() => messages.length === 1)
  expect(messages).toEqual([{ at: new Date(0) }])
})

it('emits an error for malformed JSON and stays open', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  const events: unknown[] = []
  connection.onMessage((message) => void events.push(message))
  connection.on('error', ({ code, cause, message }) => void events.push([code, (cause as Error).name, message.includes('secret')]))
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast('{"ok":1}')
  server.broadcast('{"secret":')
  server.broadcast('')
  server.broadcast('{"ok":2}')
  await waitFor(() => events.length === 4)
  const failure = ['decode-failed', 'SyntaxError', false]
  expect(events).toEqual([{ ok: 1 }, failure, failure, { ok: 2 }])
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
  expect(server.opened).toBe(1)
})

it('throws for a value that JSON cannot represent, and sends nothing', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  connection.connect()
  await untilPhase(connection, 'open')
  const cycle: Record<string, unknown> = {}
  cycle.self = cycle
  for (const value of [undefined, () => {}, 10n, cycle])
    expect(() => connection.send(value)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  connection.send('end')
  await waitFor(() => server.messages.length > 0)
  expect(server.messages).toEqual(['"end"'])
})

it('decodes JSON from binary frames', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast(Buffer.from('{"ok":true}'))
  await waitFor(() => connection.getSnapshot().data)
  expect(connection.getSnapshot().data).toEqual({ ok: true })
})

it('sends and receives strings with text(), and decodes binary frames as UTF-8', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: text() })
  const events: string[] = []
  connection.onMessage((message) => void events.push(message.toUpperCase()))
  connection.on('error', ({ code }) => void events.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send('ahoj')
  await waitFor(() => events.length === 1)
  server.broadcast(Buffer.from('kůň'))
  server.broadcast(Buffer.from([0xc3, 0x28]))
  await waitFor(() => events.length === 3)
  expect(events).toEqual(['AHOJ', 'KŮŇ', 'decode-failed'])
})

it('sends and receives bytes with binary(), and emits an error for a text frame', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: binary() })
  const events: unknown[] = []
  connection.onMessage((message) => void events.push([...new Uint8Array(message)]))
  connection.on('error', ({ code }) => void events.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send(new Uint8Array([0, 1, 255]))
  await waitFor(() => events.length === 1)
  server.broadcast('text')
  await waitFor(() => events.length === 2)
  expect(events).toEqual([[0, 1, 255], 'decode-failed'])
})

it('throws in the raw codec for a value that a socket would send as [object Object]', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  for (const value of [{}, [1], 5, null, undefined])
    expect(() => connection.send(value)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  expect(server.messages).toEqual([])
})

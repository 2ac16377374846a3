import { expect, it } from 'vitest'
import { binary, json, text } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

it('carries JSON values both ways', async () => {
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

it('makes malformed JSON an error event and keeps the connection', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  const told: unknown[] = []
  connection.onMessage((message) => void told.push(message))
  connection.on('error', ({ code, cause, message }) => void told.push([code, (cause as Error).name, message.includes('secret')]))
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast('{"ok":1}')
  server.broadcast('{"secret":')
  server.broadcast('')
  server.broadcast('{"ok":2}')
  await waitFor(() => told.length === 4)
  const failure = ['decode-failed', 'SyntaxError', false]
  expect(told).toEqual([{ ok: 1 }, failure, failure, { ok: 2 }])
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', error: null })
  expect(server.opened).toBe(1)
})

it('throws at the caller what JSON cannot say, and sends nothing', async () => {
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

it('reads JSON from binary frames too', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url, { codec: json() })
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  server.broadcast(Buffer.from('{"ok":true}'))
  await waitFor(() => connection.getSnapshot().data)
  expect(connection.getSnapshot().data).toEqual({ ok: true })
})

it('carries strings with text(), binary frames as UTF-8', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: text() })
  const told: string[] = []
  connection.onMessage((message) => void told.push(message.toUpperCase()))
  connection.on('error', ({ code }) => void told.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send('ahoj')
  await waitFor(() => told.length === 1)
  server.broadcast(Buffer.from('kůň'))
  server.broadcast(Buffer.from([0xc3, 0x28]))
  await waitFor(() => told.length === 3)
  expect(told).toEqual(['AHOJ', 'KŮŇ', 'decode-failed'])
})

it('carries bytes with binary(), and makes a text frame an error event', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { codec: binary() })
  const told: unknown[] = []
  connection.onMessage((message) => void told.push([...new Uint8Array(message)]))
  connection.on('error', ({ code }) => void told.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.send(new Uint8Array([0, 1, 255]))
  await waitFor(() => told.length === 1)
  server.broadcast('text')
  await waitFor(() => told.length === 2)
  expect(told).toEqual([[0, 1, 255], 'decode-failed'])
})

it('throws at the caller of the raw codec what a socket would send as [object Object]', async () => {
  const server = await serve()
  const connection = connectTo<unknown, unknown>(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  for (const value of [{}, [1], 5, null, undefined])
    expect(() => connection.send(value)).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  expect(server.messages).toEqual([])
})

import { EventSource } from 'eventsource'
import { expect, it, vi } from 'vitest'
import { json, request, type Connection } from 'websocket-store'
import { eventSource } from 'websocket-store/event-source'
import { connectTo } from '../support/per-test'
import { serveSse } from '../support/sse-server'
import { untilPhase, waitFor } from '../support/wait-for'
import { connect } from './connect'

it('receives the events of the server in order, from an http url', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: 'first' }, { data: 'two\nlines', id: '7' }) })
  const { connection, received } = connect(`${server.url}/prices?of=ACME`, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  server.send({ data: 'third' })
  await waitFor(() => received.length === 3)
  expect(received).toEqual(['first', 'two\nlines', 'third'])
  expect(server.requests.map(({ url, headers }) => [url, headers.accept])).toEqual([['/prices?of=ACME', 'text/event-stream']])
  expect(connection.getSnapshot().lastMessage?.type).toBe('message')
})

it('decodes data with a codec, and continues after data that the codec cannot decode', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: '{"price":1}' }, { data: '{' }, { data: '{"price":2}' }) })
  const { received, errors } = connect(server.url, eventSource({ EventSource, codec: json<{ price: number }>() }))
  await waitFor(() => received.length === 2)
  expect(received).toEqual([{ price: 1 }, { price: 2 }])
  expect(errors.map(({ code }) => code)).toEqual(['decode-failed'])
})

it('receives named events, and puts the name into the message', async () => {
  const server = await serveSse({
    onStream: (send) =>
      send(
        { event: 'price', data: '1', id: 'a' },
        { data: '2' },
        { event: 'other', data: '3' },
        { event: 'error', data: '4' },
        { event: 'open', data: '5', id: 'b' },
      ),
  })
  const events = ['price', 'error', 'open'] as const
  const { connection, received, closes } = connect(server.url, eventSource({ EventSource, events, codec: json<number>() }))
  await waitFor(() => received.length === 4)
  expect(received).toEqual([
    { event: 'price', data: 1, id: 'a' },
    { event: 'message', data: 2, id: 'a' },
    { event: 'error', data: 4, id: 'a' },
    { event: 'open', data: 5, id: 'b' },
  ])
  expect(connection.getSnapshot().phase).toBe('open')
  expect(closes).toEqual([])
})

it('receives each event once, even if `events` contains `message` or the same name twice', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: '1' }, { event: 'price', data: '2' }, { data: '3' }) })
  const { received } = connect(server.url, eventSource({ EventSource, events: ['message', 'price', 'price'] }))
  await waitFor(() => received.some(({ data }) => data === '3'))
  expect(received.map(({ data }) => data)).toEqual(['1', '2', '3'])
})

it('does not treat a server event named `error` as a failure when `events` does not list it', async () => {
  const server = await serveSse({ onStream: (send) => send({ event: 'error', data: 'of mine' }, { data: 'after' }) })
  const { received, closes } = connect(server.url, eventSource({ EventSource }))
  await waitFor(() => received.length === 1)
  expect([received, closes]).toEqual([['after'], []])
})

it('cannot send: every send throws immediately, whether the connection is open or not', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource({ EventSource }))
  const sending = connection as unknown as Connection<string, string>
  const refused = expect.objectContaining({ code: 'encode-failed', cause: new TypeError('an EventSource only receives') })
  expect(() => sending.send('early')).toThrow(refused)
  await untilPhase(connection, 'open')
  expect(() => sending.send('late')).toThrow(refused)
  await expect(request(sending, 'ask', { match: () => true })).rejects.toThrow(refused)
  expect(connection.getSnapshot().queued).toBe(0)
})

it('also refuses to send on the open socket when another codec replaces its own', async () => {
  const server = await serveSse()
  const connection = connectTo(server.url, { transport: eventSource({ EventSource }).transport, codec: json() })
  connection.connect()
  await untilPhase(connection, 'open')
  expect(() => connection.send({})).toThrow(expect.objectContaining({ code: 'encode-failed' }))
})

it('replaces a stream that sends nothing, with a heartbeat that sends no ping', async () => {
  const server = await serveSse()
  const { connection, errors } = connect(server.url, eventSource({ EventSource }), {
    heartbeat: { intervalMs: 50, timeoutMs: 100, message: '' },
  })
  await untilPhase(connection, 'open')
  await waitFor(() => errors.length === 1)
  expect(errors[0]).toMatchObject({ code: 'heartbeat-timeout' })
  await waitFor(() => server.requests.length >= 2)
})

it('ends the stream on the server after a disconnect and after a dispose', async () => {
  const server = await serveSse()
  const { connection, closes } = connect(server.url, eventSource({ EventSource }))
  await waitFor(() => server.alive === 1)
  await untilPhase(connection, 'open')
  connection.disconnect(4000, 'enough')
  await waitFor(() => server.alive === 0)
  expect(closes).toEqual([{ code: 4000, reason: 'enough', wasClean: true }])
  connection.connect()
  await waitFor(() => server.alive === 1)
  connection.dispose()
  await waitFor(() => server.alive === 0)
})

it('reports the missing option where no EventSource exists', async () => {
  vi.stubGlobal('EventSource', undefined)
  const { connection } = connect('http://127.0.0.1:1', eventSource())
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'connect-failed', fatal: true })
  expect((error?.cause as Error).message).toMatch(/`EventSource` option.*eventsource package/)
})

it('reads the global EventSource when it dials', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource(), { reconnect: false })
  connection.disconnect()
  vi.stubGlobal('EventSource', EventSource)
  connection.connect()
  await untilPhase(connection, 'open')
})

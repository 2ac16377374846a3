import { EventSource } from 'eventsource'
import { expect, it, vi } from 'vitest'
import { json, request, type CloseInfo, type Connection, type ConnectionError } from 'websocket-store'
import { eventSource, type EventSourcePreset } from 'websocket-store/event-source'
import { connectTo } from '../support/per-test'
import { serveSse } from '../support/sse-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

function connect<In>(url: string, preset: EventSourcePreset<In>, more = {}) {
  const connection = connectTo<In, never>(url, { ...preset, ...more })
  const received: In[] = []
  const closes: CloseInfo[] = []
  const errors: ConnectionError[] = []
  connection.onMessage((message) => void received.push(message))
  connection.on('close', (close) => void closes.push(close))
  connection.on('error', (error) => void errors.push(error))
  connection.connect()
  return { connection, received, closes, errors }
}

it('receives what the server streams, in order, under an http url', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: 'first' }, { data: 'two\nlines', id: '7' }) })
  const { connection, received } = connect(`${server.url}/prices?of=ACME`, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  server.send({ data: 'third' })
  await waitFor(() => received.length === 3)
  expect(received).toEqual(['first', 'two\nlines', 'third'])
  expect(server.requests.map(({ url, headers }) => [url, headers.accept])).toEqual([['/prices?of=ACME', 'text/event-stream']])
  expect(connection.getSnapshot().lastMessage?.type).toBe('message')
})

it('decodes data with a codec, and survives what it cannot decode', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: '{"price":1}' }, { data: '{' }, { data: '{"price":2}' }) })
  const { received, errors } = connect(server.url, eventSource({ EventSource, codec: json<{ price: number }>() }))
  await waitFor(() => received.length === 2)
  expect(received).toEqual([{ price: 1 }, { price: 2 }])
  expect(errors.map(({ code }) => code)).toEqual(['decode-failed'])
})

it('receives events that have a name, and tells it', async () => {
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

it('receives each event once, also when `message` is named or a name comes twice', async () => {
  const server = await serveSse({ onStream: (send) => send({ data: '1' }, { event: 'price', data: '2' }, { data: '3' }) })
  const { received } = connect(server.url, eventSource({ EventSource, events: ['message', 'price', 'price'] }))
  await waitFor(() => received.some(({ data }) => data === '3'))
  expect(received.map(({ data }) => data)).toEqual(['1', '2', '3'])
})

it('takes an event that the server calls `error` for no failure, when nobody listens to it', async () => {
  const server = await serveSse({ onStream: (send) => send({ event: 'error', data: 'of mine' }, { data: 'after' }) })
  const { received, closes } = connect(server.url, eventSource({ EventSource }))
  await waitFor(() => received.length === 1)
  expect([received, closes]).toEqual([['after'], []])
})

it.each([
  ['ended by the server', 'endAll'],
  ['cut', 'cutAll'],
] as const)('dials again, itself, when the stream is %s, and tells the last id in the url', async (_, end) => {
  const server = await serveSse()
  const { connection, closes } = connect(`${server.url}/feed?a=1`, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  server.send({ data: 'x', id: '41' }, { data: 'y', id: 'é&42' })
  await waitFor(() => connection.getSnapshot().data === 'y')
  server[end]()
  await waitFor(() => closes.length === 1)
  expect(closes).toEqual([{ code: 1006, reason: '', wasClean: false }])
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  const [first, second] = server.requests.map(({ url }) => new URL(url!, server.url).searchParams)
  expect([first!.get('lastEventId'), second!.get('lastEventId'), second!.get('a')]).toEqual([null, 'é&42', '1'])
  // A second one of the constructor's own would have come after its 3 s.
  expect(server.requests.length).toBe(2)
})

it('leaves the retries to the policy of the connection', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource({ EventSource }), { reconnect: false })
  await untilPhase(connection, 'open')
  server.endAll()
  await untilPhase(connection, 'closed')
  await pause(3500) // the constructor's own would come after 3 s
  expect(server.requests.length).toBe(1)
})

it('tells the last id in a header where the constructor can, and nowhere else', async () => {
  const server = await serveSse()
  const init = ({ lastEventId }: { lastEventId: string }) => ({
    fetch: (url: string, request: RequestInit) =>
      fetch(url, { ...request, headers: { ...request.headers, ...(lastEventId && { 'last-event-id': lastEventId }), 'x-token': 'abc' } }),
  })
  const { connection } = connect(server.url, eventSource({ EventSource, lastEventIdParam: null, init }))
  await untilPhase(connection, 'open')
  server.send({ data: 'x', id: '5' })
  await waitFor(() => connection.getSnapshot().data === 'x')
  server.endAll()
  await waitFor(() => server.requests.length === 2)
  expect(server.requests.map(({ url, headers }) => [url, headers['last-event-id'], headers['x-token']])).toEqual([
    ['/', undefined, 'abc'],
    ['/', '5', 'abc'],
  ])
})

it('forgets the id when it is closed on purpose, and keeps it when only the socket is replaced', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  server.send({ data: 'x', id: '5' })
  await waitFor(() => connection.getSnapshot().data === 'x')
  connection.reconnect()
  await untilPhase(connection, 'open')
  connection.disconnect()
  await untilPhase(connection, 'closed')
  connection.connect()
  await waitFor(() => server.requests.length === 3)
  expect(server.requests.map(({ url }) => url)).toEqual(['/', '/?lastEventId=5', '/'])
})

it('keeps the id over urls that differ each time, and apart for streams that differ', async () => {
  const server = await serveSse()
  const preset = eventSource({ EventSource, streamOf: (url) => new URL(url).pathname })
  let tickets = 0
  const one = connectTo<string, never>(() => `${server.url}/one?ticket=${++tickets}`, preset)
  const two = connectTo<string, never>(() => `${server.url}/two?ticket=${++tickets}`, preset)
  one.connect()
  await untilPhase(one, 'open')
  server.send({ data: 'x', id: '5' })
  await waitFor(() => one.getSnapshot().data === 'x')
  two.connect()
  await untilPhase(two, 'open')
  one.reconnect()
  await waitFor(() => server.requests.length === 3)
  expect(server.requests.map(({ url }) => url)).toEqual(['/one?ticket=1', '/two?ticket=2', '/one?ticket=3&lastEventId=5'])
})

it.each([
  ['a status that is no stream', 503, 'text/event-stream'],
  ['a content type that is no stream', 200, 'text/html'],
])('counts %s as a failed attempt, and comes back', async (_, status, contentType) => {
  const server = await serveSse()
  server.answer(status, contentType)
  const { connection, errors, received } = connect(server.url, eventSource({ EventSource }))
  await waitFor(() => errors.length === 2)
  expect(errors[0]).toMatchObject({ code: 'connect-failed', fatal: false, cause: { type: 'error', code: status } })
  expect(connection.getSnapshot().readyState).not.toBe(1)
  server.answer(null)
  await untilPhase(connection, 'open')
  server.send({ data: 'here' })
  await waitFor(() => received.length === 1)
  expect(connection.getSnapshot().error).toBeNull()
})

it('ends for good with 204, as the standard has it, where the status is known', async () => {
  const server = await serveSse()
  server.answer(204)
  const { connection } = connect(server.url, eventSource({ EventSource }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: true })
  expect(server.requests.length).toBe(1)
})

it('ends for good for what `isFatal` says', async () => {
  const server = await serveSse()
  server.answer(401)
  const { connection } = connect(server.url, eventSource({ EventSource, isFatal: ({ code }) => code === 401 }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: true, cause: { code: 401 } })
})

it('waits for a server that is down', async () => {
  const server = await serveSse()
  const { connection, errors } = connect(server.url, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  await server.down()
  await waitFor(() => errors.length >= 2)
  await server.up()
  await untilPhase(connection, 'open')
})

it('only receives: whatever is sent is refused at once, open or not', async () => {
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

it('refuses on the open socket, too, when another codec was put in its place', async () => {
  const server = await serveSse()
  const connection = connectTo(server.url, { transport: eventSource({ EventSource }).transport, codec: json() })
  connection.connect()
  await untilPhase(connection, 'open')
  expect(() => connection.send({})).toThrow(expect.objectContaining({ code: 'encode-failed' }))
})

it('replaces a stream that fell silent, with a heartbeat that asks nothing', async () => {
  const server = await serveSse()
  const { connection, errors } = connect(server.url, eventSource({ EventSource }), {
    heartbeat: { intervalMs: 50, timeoutMs: 100, message: '' },
  })
  await untilPhase(connection, 'open')
  await waitFor(() => errors.length === 1)
  expect(errors[0]).toMatchObject({ code: 'heartbeat-timeout' })
  await waitFor(() => server.requests.length >= 2)
})

it('ends the stream at the server when it is closed, abandoned or disposed of', async () => {
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

it('says what is missing where there is no EventSource', async () => {
  vi.stubGlobal('EventSource', undefined)
  const { connection } = connect('http://127.0.0.1:1', eventSource())
  const { error } = await untilPhase(connection, 'closed')
  expect(error).toMatchObject({ code: 'connect-failed', fatal: true })
  expect((error?.cause as Error).message).toMatch(/`EventSource` option.*eventsource package/)
})

it('takes the global one when it dials', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource(), { reconnect: false })
  connection.disconnect()
  vi.stubGlobal('EventSource', EventSource)
  connection.connect()
  await untilPhase(connection, 'open')
})

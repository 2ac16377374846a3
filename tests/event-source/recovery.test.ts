import { EventSource } from 'eventsource'
import { expect, it } from 'vitest'
import { eventSource } from 'websocket-store/event-source'
import { connectTo } from '../support/per-test'
import { serveSse } from '../support/sse-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { connect } from './connect'

it.each([
  ['ended by the server', 'endAll'],
  ['cut', 'cutAll'],
] as const)('redials when the stream is %s, and sends the last event id in the url', async (_, end) => {
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
  // The constructor's own retry would have sent another request after 3 s.
  expect(server.requests.length).toBe(2)
})

it('sends the last event id even if the options contain a new preset at each dial', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  server.send({ data: 'x', id: '41' })
  await waitFor(() => connection.getSnapshot().data === 'x')
  connection.setOptions(eventSource({ EventSource }))
  server.endAll()
  await waitFor(() => server.requests.length === 2)
  expect(new URL(server.requests[1]!.url!, server.url).searchParams.get('lastEventId')).toBe('41')
})

it('keeps a separate last event id for each connection, even with the same url and preset', async () => {
  const server = await serveSse()
  const preset = eventSource({ EventSource })
  const { connection } = connect(server.url, preset)
  await untilPhase(connection, 'open')
  server.send({ data: 'x', id: '41' })
  await waitFor(() => connection.getSnapshot().data === 'x')
  await untilPhase(connect(server.url, preset).connection, 'open')
  expect(new URL(server.requests[1]!.url!, server.url).searchParams.get('lastEventId')).toBeNull()
})

it('retries only as the reconnect policy of the connection allows', async () => {
  const server = await serveSse()
  const { connection } = connect(server.url, eventSource({ EventSource }), { reconnect: false })
  await untilPhase(connection, 'open')
  server.endAll()
  await untilPhase(connection, 'closed')
  await pause(3500) // the constructor's own retry would come after 3 s
  expect(server.requests.length).toBe(1)
})

it('sends the last event id only in a header when the constructor supports headers and the parameter is off', async () => {
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

it('resets the last event id after disconnect(), and keeps it after reconnect()', async () => {
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

it('keeps the last event id across changing urls, separately for each stream of `streamOf`', async () => {
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
  ['a response with an error status', 503, 'text/event-stream'],
  ['a response with another content type', 200, 'text/html'],
])('counts %s as a failed attempt, and retries', async (_, status, contentType) => {
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

it('fails permanently on status 204, as the standard requires, when the status is known', async () => {
  const server = await serveSse()
  server.answer(204)
  const { connection } = connect(server.url, eventSource({ EventSource }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: true })
  expect(server.requests.length).toBe(1)
})

it('fails permanently when `isFatal` returns true', async () => {
  const server = await serveSse()
  server.answer(401)
  const { connection } = connect(server.url, eventSource({ EventSource, isFatal: ({ code }) => code === 401 }))
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', fatal: true, cause: { code: 401 } })
})

it('retries until a server that is down is up again', async () => {
  const server = await serveSse()
  const { connection, errors } = connect(server.url, eventSource({ EventSource }))
  await untilPhase(connection, 'open')
  await server.down()
  await waitFor(() => errors.length >= 2)
  await server.up()
  await untilPhase(connection, 'open')
})

import { expect, it } from 'vitest'
import { channel, json, request, type ChannelProtocol, type RequestProtocol } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

interface Incoming {
  readonly topic?: string
  readonly offset?: number
  readonly id?: string
}
type Outgoing = Readonly<Record<string, unknown>>

const channels: ChannelProtocol<Incoming, Outgoing> = {
  subscribe: (topic, from) => ({ subscribe: topic, from }),
  unsubscribe: (topic) => ({ unsubscribe: topic }),
  route: ({ topic }) => topic,
  positionOf: ({ offset }) => offset,
}
const requests: RequestProtocol<Incoming, Outgoing> = { tag: (message, id) => ({ ...message, id }), idOf: ({ id }) => id }

const options = { codec: json<Incoming, Outgoing>(), channels, requests }

it('channels go on where they were when the server was lost, and miss nothing', async () => {
  // A topic is a log of numbers; the server hands out what follows the offset asked for, a few at a time.
  const server = await serve({
    onMessage(message, socket) {
      const { subscribe: topic, from = 0 } = JSON.parse(String(message)) as { subscribe: string; from?: number }
      for (let offset = from + 1; offset <= from + 10; offset++) socket.send(JSON.stringify({ topic, offset }))
    },
  })
  const connection = connectTo(server.url, options)
  const heard: Record<string, number[]> = { a: [], b: [] }
  for (const key of ['a', 'b']) channel(connection, key).onMessage(({ offset }) => void heard[key]!.push(offset!))
  connection.connect()
  for (const count of [10, 20, 30]) {
    await waitFor(() => heard.a!.length === count && heard.b!.length === count)
    server.terminateAll()
  }
  const expected = Array.from({ length: 30 }, (_, i) => i + 1)
  expect(heard.a!.slice(0, 30)).toEqual(expected)
  expect(heard.b!.slice(0, 30)).toEqual(expected)
})

it('a thousand channels and as many requests are asked for once each on every open', async () => {
  const server = await serve({
    onMessage(message, socket) {
      const { id } = JSON.parse(String(message)) as { id?: string }
      if (id) socket.send(JSON.stringify({ id }))
    },
  })
  const connection = connectTo(server.url, options)
  const keys = Array.from({ length: 1000 }, (_, i) => String(i))
  for (const key of keys) channel(connection, key).retain()
  connection.connect()
  const asked = () => server.messages.filter((message) => String(message).includes('subscribe')).length
  await waitFor(() => asked() === 1000)
  const replies = await Promise.all(keys.map(() => request(connection, { ping: true })))
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1000)
  server.terminateAll()
  await waitFor(() => server.alive === 1 && asked() === 2000)
  await untilPhase(connection, 'open')
  await request(connection, { ping: true })
  expect(asked()).toBe(2000)
})

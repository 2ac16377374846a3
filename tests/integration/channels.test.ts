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

it('channels continue from their last position after a lost connection, and miss nothing', async () => {
  // A topic is a log of numbers. The server sends ten numbers after the requested offset.
  const server = await serve({
    onMessage(message, socket) {
      const { subscribe: topic, from = 0 } = JSON.parse(String(message)) as { subscribe: string; from?: number }
      for (let offset = from + 1; offset <= from + 10; offset++) socket.send(JSON.stringify({ topic, offset }))
    },
  })
  const connection = connectTo(server.url, options)
  const received: Record<string, number[]> = { a: [], b: [] }
  for (const key of ['a', 'b']) channel(connection, key).onMessage(({ offset }) => void received[key]!.push(offset!))
  connection.connect()
  for (const count of [10, 20, 30]) {
    await waitFor(() => received.a!.length === count && received.b!.length === count)
    server.terminateAll()
  }
  const expected = Array.from({ length: 30 }, (_, i) => i + 1)
  expect(received.a!.slice(0, 30)).toEqual(expected)
  expect(received.b!.slice(0, 30)).toEqual(expected)
})

it('subscribes each of a thousand channels once on every open, and answers a thousand requests', async () => {
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
  const subscribeCount = () => server.messages.filter((message) => String(message).includes('subscribe')).length
  await waitFor(() => subscribeCount() === 1000)
  const replies = await Promise.all(keys.map(() => request(connection, { ping: true })))
  expect(new Set(replies.map(({ id }) => id)).size).toBe(1000)
  server.terminateAll()
  await waitFor(() => server.alive === 1 && subscribeCount() === 2000)
  await untilPhase(connection, 'open')
  await request(connection, { ping: true })
  expect(subscribeCount()).toBe(2000)
})

import { expect, it } from 'vitest'
import { json, outbox } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'

interface Order {
  readonly id: string
}
interface Ack {
  readonly ack: string
}

it('an outbox delivers every message in order to a server that keeps breaking the connection', async () => {
  const handled: string[] = []
  let received = 0
  const server = await serve({
    onMessage(message, socket) {
      // Ignore messages that were in transit when the connection broke.
      if (socket.readyState !== socket.OPEN) return
      const { id } = JSON.parse(String(message)) as Order
      received++
      // Every third message breaks the connection before it is handled. Every fifth breaks it before the acknowledgement.
      if (received % 3 === 0) return socket.terminate()
      if (!handled.includes(id)) handled.push(id)
      if (received % 5 === 0) return socket.terminate()
      socket.send(JSON.stringify({ ack: id }))
    },
  })
  const connection = connectTo(server.url, { codec: json<Ack, Order>() })
  const box = outbox(connection, { id: ({ id }) => id, isAck: ({ ack }, id) => ack === id })
  connection.connect()
  const ids = Array.from({ length: 40 }, (_, i) => String(i))
  for (const id of ids) box.send({ id })
  await waitFor(() => box.pending.length === 0)
  expect(handled).toEqual(ids)
  expect(server.opened).toBeGreaterThan(5)
  expect(received).toBeGreaterThan(ids.length)
})

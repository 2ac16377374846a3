import { expect, it, onTestFinished } from 'vitest'
import { createConnection, type ConnectionOptions } from 'websocket-store'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

function create(url: string, options: ConnectionOptions = {}) {
  const connection = createConnection(url, { WebSocket, ...options })
  onTestFinished(() => connection.dispose())
  return connection
}

it('sends the original bytes although the buffer was changed or transferred after send()', async () => {
  const server = await serve({ echo: false })
  const connection = create(server.url)
  const bytes = new Uint8Array(1)
  for (const value of [1, 2]) {
    bytes[0] = value
    expect(connection.send(bytes)).toBe('queued')
  }
  const { buffer } = new Uint8Array([3])
  expect(connection.send(buffer)).toBe('queued')
  structuredClone(buffer, { transfer: [buffer] })
  connection.connect()
  await waitFor(() => server.messages.length === 3)
  expect(server.messages.map((message) => [...(message as Buffer)])).toEqual([[1], [2], [3]])
})

it('drops a message after its ttl, and never sends it', async () => {
  const server = await serve({ echo: false })
  server.refuseWith(503)
  const connection = create(server.url, { queue: { ttlMs: 50 }, reconnect: { delay: () => 20 } })
  const dropped: string[] = []
  connection.on('drop', ({ message, reason }) => dropped.push(`${String(message)} ${reason}`))
  connection.connect()
  connection.send('too late')
  await waitFor(() => dropped.length > 0)
  expect(dropped).toEqual(['too late expired'])
  expect(connection.getSnapshot().queued).toBe(0)
  server.refuseWith(null)
  await untilPhase(connection, 'open')
  connection.send('in time')
  await waitFor(() => server.messages.length > 0)
  expect(server.messages).toEqual(['in time'])
})

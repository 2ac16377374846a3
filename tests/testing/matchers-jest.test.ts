import { expect as expectOfJest } from 'expect'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestServer } from 'websocket-store/testing'
import 'websocket-store/testing/jest'

// Outside Jest this module throws.
vi.mock('@jest/globals', () => ({ expect: expectOfJest }))

async function start() {
  const server = createTestServer({ waitMs: 30 })
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url)
  onTestFinished(connection.retain())
  await server.connected()
  await server.settled()
  return { server, connection }
}

it("adds the matchers to Jest's expect", async () => {
  const { server, connection } = await start()
  connection.send('{"type":"join","room":"lobby"}')
  connection.send('bye')
  await expectOfJest(server).toHaveReceived({ type: 'join', room: expectOfJest.any(String) })
  await expectOfJest(server).toHaveReceivedInOrder([/join/, 'bye'])
  await expectOfJest(server.connections[0]!).not.toHaveReceived('hello')
})

it("fails with the matchers' own texts", async () => {
  const { server, connection } = await start()
  connection.send('hello')
  await expect(expectOfJest(server).toHaveReceived('bye')).rejects.toThrow(
    'The server did not receive "bye" within 30 ms.\nMessages received:\n  "hello"',
  )
  expect(() => expectOfJest(server).not.toHaveReceived('hello')).toThrow('The server received "hello", but should not.')
})

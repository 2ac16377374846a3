import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestServer, type TestServerOptions } from 'websocket-store/testing'

function start(options: TestServerOptions = {}) {
  const server = createTestServer(options)
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url, { reconnect: { delay: () => 1000 } })
  onTestFinished(connection.retain())
  return { server, connection }
}

async function within<T>(run: () => Promise<T>, settle: () => Promise<void>): Promise<T> {
  const value = await run()
  await settle()
  return value
}

it.each(['running', 'stopped'] as const)('publishes what waits for a frame when a wait settles, with a %s clock', async (clock) => {
  const { server, connection } = start({ clock, within })
  const shown: unknown[] = []
  connection.subscribe(() => shown.push(connection.getSnapshot().data))
  await server.connected()
  await server.settled()
  server.send('one')
  server.send('two')
  server.send('three')
  await server.settled()
  expect(shown.at(-1)).toBe('three')
})

it('publishes under fake timers that nobody advances', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, connection } = start({ within })
  const shown: unknown[] = []
  connection.subscribe(() => shown.push(connection.getSnapshot().data))
  await server.connected()
  server.send('one')
  server.send('two')
  await server.settled()
  expect(shown.at(-1)).toBe('two')
})

it('runs every event and every timer inside `deliver`', async () => {
  let depth = 0
  const depths = new Set<number>()
  const deliver = (run: () => void) => {
    depth++
    run()
    depth--
  }
  const { server, connection } = start({ deliver, latencyMs: 1 })
  connection.subscribe(() => depths.add(depth))
  await server.connected()
  await server.advance(10)
  server.send('one')
  await server.advance(100)
  server.cut()
  await server.advance(5000)
  server.stop()
  expect(connection.getSnapshot().data).toBe('one')
  expect([...depths]).toEqual([1])
})

it('runs waits inside `within`, with a function that settles', async () => {
  const calls: string[] = []
  const { server, connection } = start({
    async within(run, settle) {
      calls.push('begin')
      const value = await run()
      await settle()
      calls.push(`end ${connection.getSnapshot().phase}`)
      return value
    },
  })
  const accepted = await server.connected()
  expect(calls).toEqual(['begin', 'end open'])
  connection.send('hello')
  await accepted.received('hello')
  await server.received('hello')
  await server.until(() => true)
  await server.settled()
  await accepted.settled()
  await server.advance(1)
  expect(calls.filter((call) => call === 'begin')).toHaveLength(7)
})

it('adds surroundings to a server that exists, once for each call, and removes them', async () => {
  let delivered = 0
  const deliver = (run: () => void) => {
    delivered++
    run()
  }
  const { server } = start()
  const removals = [server.surround({ deliver }), server.surround({ deliver })]
  await server.settled()
  // Both calls gave the same function: each delivery runs inside it once.
  const once = delivered
  expect(once).toBeGreaterThan(0)
  removals[0]?.()
  removals[0]?.()
  server.send('one')
  await server.settled()
  expect(delivered).toBeGreaterThan(once)
  removals[1]?.()
  const before = delivered
  server.send('two')
  await server.settled()
  expect(delivered).toBe(before)
})

it('removes the surroundings when the server stops', async () => {
  const deliver = vi.fn((run: () => void) => run())
  const { server } = start({ deliver })
  await server.connected()
  server.stop()
  deliver.mockClear()
  const { server: other } = start()
  await other.connected()
  expect(deliver).not.toHaveBeenCalled()
})

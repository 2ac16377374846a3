import { expect, it, onTestFinished, vi } from 'vitest'
import { createTestServer, type TestServerOptions } from 'websocket-store/testing'

function start(options: TestServerOptions = {}) {
  const server = createTestServer(options)
  onTestFinished(() => server.stop())
  const connection = server.registry.connection(server.url)
  onTestFinished(connection.retain())
  return { server, connection }
}

it('delivers under fake timers that nobody advances', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, connection } = start()
  await server.connected()
  await server.settled()
  connection.send('hello')
  expect(await server.received('hello')).toBe('hello')
})

it('retries when fake timers reach the end of the delay', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, connection } = start()
  await server.connected()
  await server.settled()
  server.refuse()
  server.cut()
  await server.settled()
  await vi.advanceTimersByTimeAsync(60_000)
  const { attempt } = connection.getSnapshot()
  expect(attempt).toBeGreaterThan(4)
  server.accept()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(connection.getSnapshot().readyState).toBe(1)
})

it.each(['running', 'stopped'] as const)('advance() moves a %s clock over every timer on the way, in order', async (clock) => {
  const { server, connection } = start({ clock })
  await server.connected()
  await server.settled()
  server.refuse()
  server.cut()
  const begin = performance.now()
  await server.advance(10 * 60_000)
  expect(performance.now() - begin).toBeLessThan(5000)
  expect(server.dials.length).toBeGreaterThan(15)
  expect(connection.getSnapshot()).toMatchObject({ phase: 'waiting' })
  server.accept()
  await server.advance(60_000)
  expect(connection.getSnapshot().phase).toBe('open')
})

it('makes the same attempts at the same times in each run', async () => {
  const runs: number[][] = []
  for (let run = 0; run < 2; run++) {
    const { server } = start({ clock: 'stopped' })
    server.refuse()
    const times: number[] = []
    let passed = 0
    server.onRefuse(() => void times.push(passed))
    for (; passed < 120_000; passed += 100) await server.advance(100)
    runs.push(times)
    server.stop()
  }
  expect(runs[0]!.length).toBeGreaterThan(3)
  expect(runs[1]).toEqual(runs[0])
})

it('a stopped clock does not move by itself', async () => {
  const { server } = start({ clock: 'stopped' })
  server.refuse()
  await new Promise((resolve) => setTimeout(resolve, 1200))
  expect(server.dials).toHaveLength(1)
})

it('gives the clock back when the last server stops', async () => {
  const { server } = start({ clock: 'stopped' })
  const { server: other, connection } = start({ clock: 'stopped' })
  server.stop()
  await other.connected()
  await other.advance(1)
  other.stop()
  await expect(other.advance(1)).rejects.toThrow(/clock: 'system'/)
  expect(connection.getSnapshot().phase).not.toBe('open')
})

it('fails a wait in real time under fake timers, and lists what came', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const { server, connection } = start({ waitMs: 50 })
  await server.connected()
  await server.settled()
  connection.send('hello')
  await server.received('hello')
  await expect(server.received({ type: 'subscribe' })).rejects.toThrow(
    'The server did not receive {"type":"subscribe"} within 50 ms.\nMessages received:\n  "hello"',
  )
})

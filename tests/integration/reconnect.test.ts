import { expect, it, vi } from 'vitest'
import type { AttemptContext, CloseInfo } from 'websocket-store'
import { connectTo, serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'

it('reconnects after a restart of the server, and sends the queued messages', async () => {
  const server = await serve({ echo: false })
  const connection = connectTo(server.url, { reconnect: { delay: () => 20 } })
  const events: string[] = []
  connection.on('open', (_event, { isReconnect }) => void events.push(isReconnect ? 'reopen' : 'open'))
  connection.on('close', ({ code }) => void events.push(`close ${code}`))
  connection.connect()
  await untilPhase(connection, 'open')

  await server.down()
  // Wait for at least one refused dial before the server returns.
  await waitFor(() => connection.getSnapshot().error?.code === 'connect-failed')
  expect(['a', 'b'].map((message) => connection.send(message))).toEqual(['queued', 'queued'])
  await server.up()

  await waitFor(() => server.messages.length === 2)
  expect(server.messages).toEqual(['a', 'b'])
  expect(events).toEqual(['open', 'close 1006', 'reopen'])
  expect(connection.getSnapshot()).toMatchObject({ phase: 'open', error: null, retryAt: null, queued: 0 })
  expect(server.alive).toBe(1)
})

it('never has more than one socket at the server during many restarts', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { reconnect: { delay: () => 1 } })
  connection.connect()
  let most = 0
  for (let round = 1; round <= 8; round++) {
    await waitFor(() => server.opened === round && connection.getSnapshot().phase === 'open')
    most = Math.max(most, server.alive)
    server.terminateAll()
  }
  await waitFor(() => server.opened === 9 && connection.getSnapshot().phase === 'open')
  expect(most).toBe(1)
  expect(server.alive).toBe(1)
})

it('does not reset the attempts when a server accepts and then breaks the connection', async () => {
  const server = await serve({ onConnection: (socket) => socket.terminate() })
  const attempts: number[] = []
  const connection = connectTo(server.url, { reconnect: { delay: (attempt) => (attempts.push(attempt), 5) } })
  connection.connect()
  await waitFor(() => attempts.length >= 6)
  expect(attempts.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5])
  expect(connection.getSnapshot().attempt).toBeGreaterThanOrEqual(6)
})

it('keeps the minimum backoff for a server that accepts and then closes', async () => {
  const times: number[] = []
  const server = await serve({
    onConnection(socket) {
      times.push(performance.now())
      socket.close(1011)
    },
  })
  vi.spyOn(Math, 'random').mockReturnValue(0)
  connectTo(server.url, { reconnect: { minDelayMs: 60 } }).connect()
  await waitFor(() => times.length >= 6)
  // The first retry may be immediate. By this clock, timers can be slightly early.
  const gaps = times.slice(2, 6).map((time, i) => time - (times[i + 1] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThan(50)
})

it('resets the attempts after the socket stayed open long enough', async () => {
  const server = await serve({ onConnection: (socket) => server.opened < 3 && socket.terminate() })
  const connection = connectTo(server.url, { reconnect: { delay: () => 5, stableAfterMs: 80 } })
  const attemptsWhenOpen: number[] = []
  connection.on('open', () => void attemptsWhenOpen.push(connection.getSnapshot().attempt))
  connection.connect()
  await waitFor(() => server.opened === 3 && connection.getSnapshot().phase === 'open')
  await waitFor(() => connection.getSnapshot().attempt === 0)
  expect(attemptsWhenOpen).toEqual([0, 1, 2])
})

it('calls the url function before each attempt after a 401', async () => {
  const server = await serve({ refuse: ({ url }) => (url === '/?token=3' ? undefined : 401) })
  const contexts: Pick<AttemptContext, 'attempt' | 'lastClose'>[] = []
  const url = async ({ attempt, lastClose }: AttemptContext) => {
    contexts.push({ attempt, lastClose })
    return `${server.url}/?token=${contexts.length}`
  }
  const connection = connectTo(url)
  connection.connect()
  await untilPhase(connection, 'open')
  expect(server.requests.map((request) => request.url)).toEqual(['/?token=1', '/?token=2', '/?token=3'])
  const refused: CloseInfo = { code: 1006, reason: '', wasClean: false }
  expect(contexts).toEqual([
    { attempt: 0, lastClose: null },
    { attempt: 1, lastClose: refused },
    { attempt: 2, lastClose: refused },
  ])
})

it.each([429, 503, 302, 200])('retries with backoff when the server answers upgrades with %i', async (status) => {
  const server = await serve()
  server.refuseWith(status)
  const attempts: number[] = []
  const connection = connectTo(server.url, { reconnect: { delay: (attempt) => (attempts.push(attempt), 5) } })
  connection.connect()
  await waitFor(() => attempts.length >= 3)
  server.refuseWith(null)
  await untilPhase(connection, 'open')
  expect(attempts.slice(0, 3)).toEqual([0, 1, 2])
})

it('retries immediately on connect() while waiting', async () => {
  const server = await serve()
  server.refuseWith(503)
  const connection = connectTo(server.url, { reconnect: { delay: () => 60_000 } })
  connection.connect()
  const { retryAt } = await untilPhase(connection, 'waiting')
  expect((retryAt ?? 0) - Date.now()).toBeGreaterThan(30_000)
  server.refuseWith(null)
  connection.connect()
  await untilPhase(connection, 'open')
})

it('replaces an open socket on reconnect(), and emits its close first', async () => {
  const server = await serve()
  const connection = connectTo(server.url)
  const events: string[] = []
  connection.on('open', () => void events.push('open'))
  connection.on('close', () => void events.push('close'))
  connection.connect()
  await untilPhase(connection, 'open')
  connection.reconnect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  expect(events).toEqual(['open', 'close', 'open'])
  expect(server.opened).toBe(2)
})

it('stays closed after disconnect() while waiting', async () => {
  const server = await serve()
  server.refuseWith(503)
  const connection = connectTo(server.url, { reconnect: { delay: () => 30 } })
  connection.connect()
  await untilPhase(connection, 'waiting')
  connection.disconnect()
  const { length } = server.requests
  await pause(100)
  expect(server.requests).toHaveLength(length)
  expect(connection.getSnapshot().phase).toBe('closed')
})

it('stops after maxAttempts retries, and connect() starts over', async () => {
  const server = await serve()
  server.refuseWith(503)
  const connection = connectTo(server.url, { reconnect: { maxAttempts: 2, delay: () => 5 } })
  connection.connect()
  await untilPhase(connection, 'closed')
  expect(server.requests).toHaveLength(3)
  expect(connection.getSnapshot().error).toMatchObject({ code: 'attempts-exhausted', fatal: true })
  server.refuseWith(null)
  connection.connect()
  await untilPhase(connection, 'open')
  expect(connection.getSnapshot()).toMatchObject({ attempt: 0, error: null })
})

it('does not retry with reconnect: false', async () => {
  const server = await serve()
  const connection = connectTo(server.url, { reconnect: false })
  connection.connect()
  await untilPhase(connection, 'open')
  server.terminateAll()
  await untilPhase(connection, 'closed')
  await pause(50)
  expect(server.requests).toHaveLength(1)
})

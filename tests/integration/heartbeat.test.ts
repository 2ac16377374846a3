import { expect, it, vi } from 'vitest'
import { json } from 'websocket-store'
import { connectTo, serve, serveRaw } from '../support/per-test'
import { textFrame, upgradesWith } from '../support/raw-server'
import { pause, untilPhase, waitFor } from '../support/wait-for'

const answersPings = { onMessage: (message: unknown, socket: { send(data: string): void }) => message === 'ping' && socket.send('pong') }

it('replaces a silent socket after interval plus timeout, although its close event never comes', async () => {
  const server = await serve(answersPings)
  const connection = connectTo(server.url, { heartbeat: { intervalMs: 100, timeoutMs: 500 } })
  const events: unknown[] = []
  connection.on('error', ({ code }) => void events.push(code))
  connection.on('close', ({ code }) => void events.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.messages.length === 2)
  server.silence()
  const start = performance.now()
  await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
  expect(performance.now() - start).toBeGreaterThan(400)
  expect(events.slice(0, 2)).toEqual([1006, 'heartbeat-timeout'])
  connection.send('alive?')
  await waitFor(() => server.messages.includes('alive?'))
})

it('hides pongs and keeps a socket that answers', async () => {
  const server = await serve(answersPings)
  const connection = connectTo(server.url, { heartbeat: { intervalMs: 10, timeoutMs: 5000 } })
  const messages: unknown[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  await waitFor(() => server.messages.length >= 10)
  server.broadcast('news')
  await waitFor(() => messages.length > 0)
  expect(messages).toEqual(['news'])
  expect(server.opened).toBe(1)
})

it('accepts any frame as an answer', async () => {
  const server = await serveRaw(async (line) => {
    await upgradesWith()(line)
    const timer = setInterval(() => line.socket.write(textFrame('tick')), 20)
    line.socket.on('close', () => clearInterval(timer))
  })
  const connection = connectTo(server.url, { heartbeat: { intervalMs: 50, timeoutMs: 800 } })
  const errors: unknown[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(1000)
  expect(errors).toEqual([])
  expect(server.accepted).toBe(1)
})

it('sends a custom ping, and recognizes the pong by the decoded message', async () => {
  const server = await serve({
    onMessage: (message, socket) => socket.send(String(message).replace('ping', 'pong')),
  })
  let id = 0
  const connection = connectTo<unknown, unknown>(server.url, {
    codec: json(),
    heartbeat: {
      intervalMs: 10,
      timeoutMs: 5000,
      message: () => JSON.stringify({ type: 'ping', id: ++id }),
      isPong: (message) => (message as { type?: string }).type === 'pong',
    },
  })
  const messages: unknown[] = []
  connection.onMessage((message) => void messages.push(message))
  connection.connect()
  await waitFor(() => server.messages.length >= 3)
  expect(server.messages.slice(0, 3)).toEqual([1, 2, 3].map((each) => `{"type":"ping","id":${each}}`))
  connection.send({ type: 'chat' })
  await waitFor(() => messages.length > 0)
  expect(messages).toEqual([{ type: 'chat' }])
})

it('sends no ping without the option', async () => {
  const server = await serve()
  const connection = connectTo(server.url)
  connection.connect()
  await untilPhase(connection, 'open')
  await pause(60)
  expect(server.messages).toEqual([])
})

it('sends a ping when the network goes offline, instead of closing the open socket', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const server = await serve(answersPings)
  let signal: (name: 'offline' | 'online') => void = () => {}
  let pongs = 0
  const connection = connectTo(server.url, {
    heartbeat: { intervalMs: 60_000, timeoutMs: 400, isPong: (message) => message === 'pong' && ++pongs > 0 },
    lifecycle: { source: (emit) => ((signal = emit), () => {}) },
  })
  connection.connect()
  await untilPhase(connection, 'open')
  signal('offline')
  await waitFor(() => pongs === 1)
  expect(connection.getSnapshot().phase).toBe('open')

  server.silence()
  signal('offline')
  await untilPhase(connection, 'suspended')
  signal('online')
  await untilPhase(connection, 'open')
  expect(server.opened).toBe(2)
})

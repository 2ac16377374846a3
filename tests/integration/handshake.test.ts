import { expect, it } from 'vitest'
import { json } from 'websocket-store'
import type { ConnectionOptions, HandshakeIO } from 'websocket-store'
import type { ServerOptions } from '../support/ws-server'
import { connectTo, serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'

interface Wire {
  type: string
  token?: string
}

const greeted = new WeakSet<object>()

/** Closes with 4401 if the first message is not a valid auth. Echoes all later messages. */
const strict: ServerOptions = {
  onMessage(message, socket) {
    const { type, token } = JSON.parse(String(message)) as Wire
    if (greeted.has(socket)) return socket.send(String(message))
    if (type !== 'auth' || token !== 'good') return socket.close(4401, 'authenticate first')
    greeted.add(socket)
    socket.send('{"type":"welcome"}')
    socket.send('{"type":"news"}')
  },
}

const overJson: Pick<ConnectionOptions<Wire, Wire>, 'codec'> = { codec: json<Wire, Wire>() }

async function authenticate({ send, receive }: HandshakeIO<Wire, Wire>): Promise<void> {
  send({ type: 'auth', token: 'good' })
  const { type } = await receive()
  if (type !== 'welcome') throw new Error(`expected a welcome, got ${type}`)
}

it('authenticates before queued messages are sent, and again on each socket', async () => {
  const server = await serve(strict)
  const connection = connectTo<Wire, Wire>(server.url, { ...overJson, handshake: authenticate })
  const events: string[] = []
  connection.on('state', ({ phase }) => void events.push(phase))
  connection.onMessage(({ type }) => void events.push(`message ${type}`))
  connection.send({ type: 'early' })
  connection.connect()
  await waitFor(() => events.includes('message early'))
  // Subscribers get the messages that the handshake did not receive.
  expect(events).toEqual(['resolving', 'connecting', 'readying', 'open', 'message news', 'message early'])

  server.terminateAll()
  await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
  connection.send({ type: 'later' })
  await waitFor(() => events.includes('message later'))
  const types = server.messages.map((message) => (JSON.parse(String(message)) as Wire).type)
  expect(types).toEqual(['auth', 'early', 'auth', 'later'])
})

it('is CONNECTING and queues messages until the handshake finishes', async () => {
  const server = await serve()
  let finish: () => void = () => {}
  const connection = connectTo(server.url, { handshake: () => new Promise<void>((resolve) => (finish = resolve)) })
  connection.connect()
  await untilPhase(connection, 'readying')
  expect(connection.getSnapshot().readyState).toBe(0)
  expect(connection.send('wait')).toBe('queued')
  await pause(20)
  expect(server.messages).toEqual([])
  finish()
  await waitFor(() => server.messages.length === 1)
  expect(connection.getSnapshot().readyState).toBe(1)
})

it('sends a new token once when the server closes with 4401 in the handshake, then stops', async () => {
  const server = await serve(strict)
  let tokens = 0
  const connection = connectTo<Wire, Wire>(server.url, {
    ...overJson,
    async handshake({ send, receive }) {
      send({ type: 'auth', token: `bad ${++tokens}` })
      await receive()
    },
  })
  const events: unknown[] = []
  connection.on('open', () => void events.push('open'))
  connection.on('close', () => void events.push('close'))
  connection.connect()
  await untilPhase(connection, 'closed')
  await pause(30)
  expect({ tokens, opened: server.opened, events }).toEqual({ tokens: 2, opened: 2, events: [] })
  expect(connection.getSnapshot()).toMatchObject({
    error: { code: 'closed', fatal: true },
    lastClose: { code: 4401, reason: 'authenticate first' },
  })
})

it('retries a rejected handshake on a new socket', async () => {
  const server = await serve()
  const errors: unknown[] = []
  const connection = connectTo(server.url, {
    handshake() {
      if (server.opened < 3) throw new Error('not yet')
    },
  })
  connection.on('error', ({ code, cause }) => void errors.push(code, (cause as Error).message))
  connection.connect()
  await untilPhase(connection, 'open')
  await waitFor(() => server.alive === 1)
  expect(errors).toEqual(['handshake-failed', 'not yet', 'handshake-failed', 'not yet'])
})

it('does not retry a handshake with a fatal error', async () => {
  const server = await serve()
  const connection = connectTo(server.url, {
    async handshake() {
      throw Object.assign(new Error('banned'), { fatal: true })
    },
  })
  connection.connect()
  await untilPhase(connection, 'closed')
  await waitFor(() => server.alive === 0)
  expect(server.opened).toBe(1)
  expect(connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', fatal: true })
})

it('abandons a hanging handshake after its timeout, and rejects its pending receive()', async () => {
  const server = await serve({ echo: false })
  const rejected: unknown[] = []
  const connection = connectTo(server.url, {
    handshakeTimeoutMs: 200,
    async handshake({ receive, signal }) {
      if (server.opened > 1) return
      await receive().catch((error: unknown) => rejected.push(error, signal.aborted))
    },
  })
  const errors: unknown[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  connection.connect()
  await untilPhase(connection, 'open')
  expect(errors).toEqual(['handshake-timeout'])
  expect(rejected).toEqual([expect.any(Error), true])
})

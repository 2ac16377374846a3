import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { channel, createConnection, type Codec, type ConnectionOptions, type RawIncoming, type WireData } from 'websocket-store'
import { WebSocket } from 'ws'
import { nats, type FromNats, type NatsOptions, type ToNats } from '../../../examples/recipes/nats'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { contract, item } from '../contract'
import { versionOf } from '../kit/parts'
import { freePort, startProcess, type ServerProcess } from '../kit/process'
import { asStarted } from '../kit/started'
import type { InteropServer } from '../kit/server'
import { opened, untilOpens } from '../kit/watched'

const NATS = '/usr/sbin/nats-server'
const CREDENTIALS = { user: 'reader', pass: 'letmein' }

const configuration = (port: number) => `
listen: "127.0.0.1:-1"
websocket { listen: "127.0.0.1:${port}", no_tls: true, compression: true }
ping_interval: "1s"
ping_max: 2
authorization { users: [{ user: reader, password: letmein, permissions: { subscribe: { deny: "secret.>" } } }] }
`

const recipe = nats({ WebSocket, connect: CREDENTIALS })
const decoder = new TextDecoder()

/** For the contract, a value is a message on a subject that the client publishes to and subscribes to. */
const published: Codec<RawIncoming, WireData> = {
  encode(value) {
    if (typeof value === 'string') return recipe.codec.encode({ op: 'PUB', subject: 'contract.text', payload: value })
    if (value instanceof Uint8Array) return recipe.codec.encode({ op: 'PUB', subject: 'contract.bytes', payload: value })
    return recipe.codec.encode(value as unknown as ToNats)
  },
  decode(data) {
    const message = recipe.codec.decode(data)
    if (message.op !== 'MSG') return message as unknown as RawIncoming
    return message.subject === 'contract.text' ? decoder.decode(message.payload) : (message.payload.slice().buffer as ArrayBuffer)
  },
}

let running: ServerProcess

const server: InteropServer = {
  id: 'nats',
  title: `NATS ${versionOf(NATS, 'nats-server', '-v')}`,
  async start() {
    const port = await freePort()
    const file = join(tmpdir(), `websocket-store-nats-${port}.conf`)
    writeFileSync(file, configuration(port))
    running = await startProcess(() => [NATS, '-c', file], port)
    return {
      ...asStarted(running),
      url: `ws://127.0.0.1:${port}/`,
      async stop() {
        await running.stop()
        rmSync(file)
      },
    }
  },
  options: {
    transport: recipe.transport,
    codec: published,
    async handshake(io) {
      await recipe.handshake(io as never)
      for (const subject of ['contract.text', 'contract.bytes']) io.send({ op: 'SUB', subject } as never)
    },
    heartbeat: recipe.heartbeat,
  },
  own: ['close 1001', 'close 1008'],
  cannot: {
    subprotocol: 'nats-server chooses no subprotocol.',
    'close 1000': 'nats-server sends it only in answer to ours.',
    'close 4xxx': 'nats-server has no codes of its own.',
  },
}

/** Creates a connection from the recipe, like an application. */
function natsConnection(url: string, given: NatsOptions = {}, more: ConnectionOptions<FromNats, ToNats> = {}) {
  const connection = createConnection(url, {
    ...nats({ WebSocket, connect: CREDENTIALS, ...given }),
    reconnect: { delay: () => 100 },
    ...more,
  })
  onTestFinished(() => connection.dispose())
  connection.connect()
  return connection
}

contract(server, (started) => {
  item('close 1001', async () => {
    const watched = await opened(started().url, server.options)
    await running.end('SIGTERM')
    await waitFor(() => watched.closes.length === 1)
    expect(watched.closes).toEqual([{ code: 1001, reason: 'Server Shutdown', wasClean: true }])
    await started().restart()
    await untilOpens(watched, 2)
  })

  item('close 1008', async () => {
    const connection = natsConnection(started().url, {}, { handshake: ({ send }) => send({ op: 'CONNECT', options: { user: 'nobody' } }) })
    const { lastClose, error } = await untilPhase(connection, 'closed')
    expect(lastClose?.code).toBe(1008)
    expect(error).toMatchObject({ code: 'closed', fatal: true })
  })

  it('wrong credentials end the connection before it opens, for good', async () => {
    const connection = natsConnection(started().url, { connect: { ...CREDENTIALS, pass: 'wrong' } })
    let opens = 0
    connection.on('open', () => void opens++)
    const { error } = await untilPhase(connection, 'closed')
    // The -ERR message and the close with 1008 arrive together. Either of them can end the connection first.
    expect(['handshake-failed', 'closed']).toContain(error?.code)
    expect([error?.fatal, opens]).toEqual([true, 0])
  })

  it('subjects are channels, wildcards too, asked for again after a kill -9', async () => {
    const connection = natsConnection(started().url)
    const seen: string[] = []
    const record = (message: FromNats) => {
      if (message.op === 'MSG') seen.push(`${message.sid}: ${message.subject} ${decoder.decode(message.payload)}`)
    }
    channel(connection, 'prices.EUR').onMessage(record)
    channel(connection, 'news.*').onMessage(record)
    await untilPhase(connection, 'open')
    const publish = (subject: string, payload: string) => connection.send({ op: 'PUB', subject, payload })
    publish('prices.EUR', '1')
    publish('prices.USD', 'not subscribed')
    publish('news.sport', 'héllo')
    await waitFor(() => seen.length === 2)
    await started().kill()
    await untilPhase(connection, 'waiting')
    publish('prices.EUR', 'queued')
    await started().restart()
    await waitFor(() => seen.length === 3)
    expect(seen).toEqual(['prices.EUR: prices.EUR 1', 'news.*: news.sport héllo', 'prices.EUR: prices.EUR queued'])
  })

  it('a channel that is released is asked for no longer', async () => {
    const connection = natsConnection(started().url, {}, { lingerMs: 0 })
    let endMessages = 0
    channel(connection, 'end').onMessage(() => void endMessages++)
    const release = channel(connection, 'brief').retain()
    await untilPhase(connection, 'open')
    const received: string[] = []
    connection.onMessage((message) => void (message.op === 'MSG' && received.push(message.subject)))
    connection.send({ op: 'PUB', subject: 'brief', payload: 'one' })
    await waitFor(() => received.length === 1)
    release()
    await pause(100)
    connection.send({ op: 'PUB', subject: 'brief', payload: 'two' })
    connection.send({ op: 'PUB', subject: 'end', payload: '' })
    await waitFor(() => endMessages === 1)
    expect(received).toEqual(['brief', 'end'])
  })

  it('a subject that the user may not read is an error of its channel, and the connection stays', async () => {
    const connection = natsConnection(started().url)
    const secret = channel(connection, 'secret.plans')
    secret.retain()
    await waitFor(() => secret.getSnapshot().status === 'error')
    expect(secret.getSnapshot().error).toMatchObject({ op: '-ERR' })
    expect(connection.getSnapshot().phase).toBe('open')
  })

  it('messages larger than a frame, and many in one, arrive whole and in order', async () => {
    const connection = natsConnection(started().url)
    const sizes: number[] = []
    channel(connection, 'bulk').onMessage((message) => void (message.op === 'MSG' && sizes.push(message.payload.length)))
    await untilPhase(connection, 'open')
    const wanted = Array.from({ length: 200 }, (_, index) => (index % 20 === 0 ? 300_000 + index : index))
    for (const size of wanted) connection.send({ op: 'PUB', subject: 'bulk', payload: 'x'.repeat(size) })
    await waitFor(() => sizes.length === wanted.length)
    expect(sizes).toEqual(wanted)
  })

  it("the server's own pings are answered: it cuts whoever does not", async () => {
    const { heartbeat: _none, ...options } = server.options!
    const answering = await opened(started().url, options)
    const silent = new WebSocket(started().url)
    onTestFinished(() => silent.terminate())
    silent.on('error', () => {})
    silent.on('open', () => silent.send(`CONNECT ${JSON.stringify({ verbose: false, ...CREDENTIALS })}\r\n`))
    let isCut = false
    silent.on('close', () => (isCut = true))
    await waitFor(() => isCut, { timeoutMs: 15_000 })
    expect([answering.closes, answering.opens]).toEqual([[], [false]])
  })

  it('a subject with white space in it cannot be sent', () => {
    const connection = natsConnection(started().url)
    expect(() => connection.send({ op: 'PUB', subject: 'a 0\r\n\r\nPUB b', payload: '' })).toThrow(expect.objectContaining({ code: 'encode-failed' }))
  })
})

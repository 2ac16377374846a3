import { describe, expect, it, onTestFinished } from 'vitest'
import { ReadyState } from 'websocket-store'
import type { CloseInfo, Connection, ConnectionOptions } from 'websocket-store'
import { implementations } from '../support/implementations'
import type { MockServer, MockServerOptions } from '../support/mock-server'
import { connectTo } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

const bytes = (...values: number[]) => new Uint8Array(values)
const valuesOf = (data: unknown) => [...new Uint8Array(data as ArrayBuffer)]

describe.each(implementations)('over $name', ({ options, has, start }) => {
  async function begin(more: ConnectionOptions = {}, serverOptions: MockServerOptions = {}) {
    const server: MockServer = await start(serverOptions)
    onTestFinished(() => server.stop())
    const connection = connectTo(server.url, { ...options, ...more })
    const messages: unknown[] = []
    connection.onMessage((message) => void messages.push(message))
    return { server, connection, messages }
  }

  async function open(more?: ConnectionOptions, serverOptions?: MockServerOptions) {
    const started = await begin(more, serverOptions)
    started.connection.connect()
    await isOpen(started.connection)
    return started
  }

  const isOpen = (connection: Connection) => untilPhase(connection, 'open')

  it('dials only on connect(), and opens one socket', async () => {
    const { server, connection } = await begin()
    expect(connection.getSnapshot()).toMatchObject({ readyState: ReadyState.UNINSTANTIATED, phase: 'idle', url: null })
    connection.connect()
    expect(connection.getSnapshot().readyState).toBe(ReadyState.CONNECTING)
    await isOpen(connection)
    connection.connect()
    await waitFor(() => server.alive === 1)
    expect(server.opened).toBe(1)
  })

  it.each(['a b', 'a,b', 'token=secret', 'a/b', '"a"', '\u00e9', '', ['bearer', 'secret='], ['secret', 'secret']])(
    'closes with a fatal error for the subprotocol %j, and does not show it',
    async (protocols) => {
      const { connection } = await begin({ protocols })
      connection.connect()
      const { phase, error } = connection.getSnapshot()
      expect(phase).toBe('closed')
      expect(error).toMatchObject({ code: 'invalid-protocol', fatal: true })
      expect(error?.message).toContain('base64url')
      expect(error?.message).not.toContain('secret')
    },
  )

  it('sends and receives text, also non-ASCII text', async () => {
    const { connection, messages } = await open()
    for (const text of ['hello', 'žluťoučký 🐎', '{"a":1}']) expect(connection.send(text)).toBe('sent')
    await waitFor(() => messages.length === 3)
    expect(messages).toEqual(['hello', 'žluťoučký 🐎', '{"a":1}'])
  })

  it('sends and receives ArrayBuffers, views of a part of a buffer and Node Buffers', async () => {
    const { connection, messages } = await open()
    connection.send(bytes(1, 2, 3).buffer)
    connection.send(bytes(9, 4, 5, 9).subarray(1, 3))
    connection.send(new DataView(bytes(6, 7).buffer))
    connection.send(Buffer.from([8, 9]))
    await waitFor(() => messages.length === 4)
    expect(messages.map(valuesOf)).toEqual([[1, 2, 3], [4, 5], [6, 7], [8, 9]])
    expect(messages.every((message) => Object.prototype.toString.call(message) === '[object ArrayBuffer]')).toBe(true)
  })

  it.runIf(has.has('blob-out'))('sends Blobs', async () => {
    const { connection, server } = await open({}, { echo: false })
    connection.send(new Blob([bytes(1, 2)]))
    const sent = await waitFor(() => server.messages[0])
    if (typeof sent !== 'string' && sent.length > 0) expect(valuesOf(sent)).toEqual([1, 2])
  })

  it.runIf(has.has('blob-in'))('receives Blobs with binaryType blob, also on the next socket', async () => {
    const { connection, server, messages } = await open({ binaryType: 'blob' })
    connection.send(bytes(1, 2))
    await waitFor(() => messages.length === 1)
    server.terminateAll()
    await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
    expect(connection.socket?.binaryType).toBe('blob')
    connection.send(bytes(3))
    await waitFor(() => messages.length === 2)
    const blobs = messages as Blob[]
    expect(await Promise.all(blobs.map(async (blob) => valuesOf(await blob.arrayBuffer())))).toEqual([[1, 2], [3]])
  })

  it('receives ArrayBuffers by default, also on the next socket', async () => {
    const { connection, server, messages } = await open()
    expect(connection.socket?.binaryType).toBe('arraybuffer')
    server.terminateAll()
    await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
    expect(connection.socket?.binaryType).toBe('arraybuffer')
    connection.send(bytes(3).buffer)
    await waitFor(() => messages.length === 1)
    expect(valuesOf(messages[0])).toEqual([3])
  })

  it('uses the subprotocol that the server selects', async () => {
    const { connection } = await open({ protocols: ['chat.v2', 'chat.v1'] }, { protocols: ['chat.v1'] })
    expect(connection.getSnapshot().protocol).toBe('chat.v1')
    expect(connection.socket?.protocol).toBe('chat.v1')
  })

  it('has empty strings for protocol and extensions when the server selects none', async () => {
    const { connection, server } = await open()
    const { url, protocol, extensions } = connection.getSnapshot()
    expect({ url, protocol, extensions }).toEqual({ url: `${server.url}/`, protocol: '', extensions: '' })
  })

  it.runIf(has.has('extensions'))('has the extensions that the server selects', async () => {
    const { connection } = await open({}, { compress: true })
    expect(connection.getSnapshot().extensions).toContain('permessage-deflate')
  })

  it('gives access to the native socket while there is one', async () => {
    const { connection } = await open()
    const socket = connection.socket
    expect(socket).toMatchObject({ readyState: 1, url: expect.stringMatching(/^ws:/) })
    connection.dispose()
    expect(connection.socket).toBeNull()
  })

  it('has the number of bytes that are not sent yet in bufferedAmount', async () => {
    const { connection } = await open({}, { echo: false })
    expect(connection.bufferedAmount).toBe(0)
    const size = 4 * 1024 * 1024
    connection.send('x'.repeat(size))
    if (has.has('buffered-amount')) expect(connection.bufferedAmount).toBeGreaterThan(0)
    await waitFor(() => connection.bufferedAmount === 0)
  })

  it('emits open, message, error and close in order, with the events of the socket', async () => {
    const { connection, server } = await begin({ reconnect: { delay: () => 1e6 } })
    const events: string[] = []
    connection.on('state', ({ phase }) => void events.push(phase))
    connection.on('open', (event, { isReconnect }) => void events.push(`${event.type} ${isReconnect}`))
    connection.onMessage((message, event) => void events.push(`${event.type} ${message} ${event.data}`))
    connection.on('close', (close, event) => void events.push(`${event?.type} ${close.code}`))
    connection.connect()
    await isOpen(connection)
    connection.send('hi')
    await waitFor(() => events.includes('message hi hi'))
    server.closeAll(4000)
    await waitFor(() => events.includes('close 4000'))
    expect(events).toEqual(['resolving', 'connecting', 'open', 'open false', 'message hi hi', 'waiting', 'close 4000'])
    expect(connection.getSnapshot()).toMatchObject({ data: 'hi', lastMessage: { type: 'message', data: 'hi' } })
  })

  it('emits an error, and no open or close, when there is no server at the address', async () => {
    const { connection, server } = await begin({ reconnect: false })
    await server.stop()
    const events: unknown[] = []
    connection.on('open', () => void events.push('open'))
    connection.on('close', () => void events.push('close'))
    connection.on('error', ({ code, cause }) => void events.push(code, (cause as Event).type))
    connection.connect()
    await untilPhase(connection, 'closed')
    expect(events).toEqual(['connect-failed', 'error'])
    if (has.has('refusal')) expect(connection.getSnapshot().lastClose).toMatchObject({ code: 1006, wasClean: false })
  })

  it('closes with the given code and reason, and stays closed', async () => {
    const { connection, server } = await open()
    const closes: CloseInfo[] = []
    connection.on('close', (close) => void closes.push(close))
    connection.disconnect(4001, 'bye')
    expect(connection.getSnapshot().readyState).toBe(ReadyState.CLOSING)
    await waitFor(() => connection.getSnapshot().phase === 'closed' && server.alive === 0)
    expect(server.closes).toEqual([{ code: 4001, reason: 'bye' }])
    expect(closes).toHaveLength(1)
    expect(closes[0]).toMatchObject({ code: 4001, reason: 'bye', ...(has.has('was-clean') && { wasClean: true }) })
    expect(server.opened).toBe(1)
  })

  it('has the close code and reason of the server in lastClose', async () => {
    const { connection, server } = await open({ reconnect: false })
    server.closeAll(4321, 'moved')
    await untilPhase(connection, 'closed')
    expect(connection.getSnapshot().lastClose).toMatchObject({ code: 4321, reason: 'moved' })
  })

  it('reconnects after a broken connection', async () => {
    const { connection, server, messages } = await open()
    const events: unknown[] = []
    connection.on('close', ({ code, wasClean }) => void events.push(code, wasClean))
    connection.on('open', (_event, { isReconnect }) => void events.push(isReconnect))
    const first = connection.socket
    server.terminateAll()
    await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
    expect(events).toEqual([1006, false, true])
    expect(connection.socket).not.toBe(first)
    connection.send('again')
    await waitFor(() => messages.length === 1)
    expect(server.alive).toBe(1)
  })

  it('queues messages before the open and sends them first in, first out', async () => {
    const { connection, server } = await begin()
    expect(connection.send('a')).toBe('queued')
    connection.connect()
    expect(connection.send('b')).toBe('queued')
    expect(connection.getSnapshot().queued).toBe(2)
    const results: unknown[] = []
    connection.on('open', () => void results.push(connection.send('hello')))
    await isOpen(connection)
    results.push(connection.send('c'))
    await waitFor(() => server.messages.length === 4)
    expect(server.messages).toEqual(['hello', 'a', 'b', 'c'])
    expect(results).toEqual(['sent', 'sent'])
    expect(connection.getSnapshot().queued).toBe(0)
  })

  it('drops messages after disconnect(), and emits each drop', async () => {
    const { connection, server } = await open()
    const drops: unknown[] = []
    connection.on('drop', ({ message, reason }) => void drops.push(message, reason))
    connection.disconnect()
    expect(connection.send('late')).toBe('dropped')
    await untilPhase(connection, 'closed')
    expect(connection.send('later')).toBe('dropped')
    expect(drops).toEqual(['late', 'closed', 'later', 'closed'])
    expect(server.messages).toEqual([])
  })

  it('opens again on connect() after disconnect()', async () => {
    const { connection, server } = await open()
    connection.disconnect()
    await untilPhase(connection, 'closed')
    connection.connect()
    await isOpen(connection)
    await waitFor(() => server.alive === 1)
    expect(server.opened).toBe(2)
  })

  it('leaves no socket at the server when disposed while connecting', async () => {
    const { connection, server } = await begin()
    connection.connect()
    connection.dispose()
    const witness = connectTo(server.url, options)
    witness.connect()
    await isOpen(witness)
    await waitFor(() => server.alive === 1)
    expect(connection.getSnapshot().phase).toBe('closed')
  })
})

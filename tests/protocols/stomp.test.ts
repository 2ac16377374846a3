import { describe, expect, it } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { sendFrame, stompOptions, type StompSettings } from '../../examples/protocols/stomp/client'
import { decodeFrame, encodeFrame } from '../../examples/protocols/stomp/frame'
import { startServer, type StompServerSettings } from '../../examples/protocols/stomp/server'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'

async function start(settings: StompSettings = {}, serverSettings: StompServerSettings = {}) {
  const server = ending(await startServer(serverSettings))
  const connection = ending(createConnection(server.url, quick(stompOptions(settings))))
  const release = connection.retain()
  const commandsOf = (socket: number) => (server.received[socket] ?? []).flatMap((frame) => frame?.command ?? [])
  const beatsOf = (socket: number) => (server.received[socket] ?? []).filter((frame) => frame === null).length
  return { server, connection, release, commandsOf, beatsOf }
}

describe('STOMP', () => {
  it('connects with its passcode and the heartbeats that it offers, in the version of the subprotocol', shows('connect', 'authenticate'), async () => {
    const { server, connection } = await start({ login: 'me', passcode: 'pass:word', heartbeatMs: 4000 }, { passcode: 'pass:word' })
    await untilPhase(connection, 'open')
    expect(connection.getSnapshot().protocol).toBe('v12.stomp')
    expect(server.received[0]).toEqual([
      { command: 'CONNECT', headers: { 'accept-version': '1.2', host: '/', 'heart-beat': '4000,4000', login: 'me', passcode: 'pass:word' }, body: '' },
    ])
  })

  it('stops for good when the server refuses the passcode', shows('authenticate'), async () => {
    const { server, connection } = await start({ passcode: 'wrong' }, { passcode: 'right' })
    await untilPhase(connection, 'closed')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', cause: { message: 'bad passcode' } })
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('subscribes once for two holders, and is subscribed when the receipt has come', shows('subscribe'), async () => {
    const { server, connection, commandsOf } = await start()
    const queue = channel(connection, '/queue/a')
    const bodies: string[] = []
    queue.onMessage(({ body }) => void bodies.push(body))
    queue.retain()
    await waitFor(() => queue.getSnapshot().status === 'subscribed')
    expect(server.receipts).toEqual(['sub /queue/a'])
    connection.send(sendFrame('/queue/a', 'one'))
    connection.send(sendFrame('/queue/b', 'elsewhere'))
    connection.send(sendFrame('/queue/a', 'zwei äöü\n\n'))
    await waitFor(() => bodies.length === 2)
    expect(bodies).toEqual(['one', 'zwei äöü\n\n'])
    expect(commandsOf(0)).toEqual(['CONNECT', 'SUBSCRIBE', 'SEND', 'SEND', 'SEND'])
  })

  it('resolves a SEND with its receipt, and rejects it with the ERROR that names it', shows('request'), async () => {
    const { server, connection } = await start()
    await request(connection, sendFrame('/queue/a', 'kept'))
    expect(server.receipts).toEqual(['request 1'])
    await expect(request(connection, sendFrame('/secret/a', 'no'))).rejects.toMatchObject({ code: 'request-refused', cause: { message: 'access refused' } })
  })

  it('shows the ERROR of a subscription on its channel', shows('subscribe'), async () => {
    const { connection } = await start()
    const secret = channel(connection, '/secret/a')
    const errors: unknown[] = []
    secret.subscribe(() => void errors.push(secret.getSnapshot().error))
    await untilPhase(connection, 'closed')
    expect(errors).toContainEqual(new Error('access refused'))
  })

  it('sends heartbeats as often as both sides agreed, which keep the socket open in both directions', shows('heartbeat', 'special'), async () => {
    // The larger one counts. Either side breaks a socket that is silent for twice that time.
    const { server, connection, beatsOf } = await start({ heartbeatMs: 10 }, { heartbeatMs: 100 })
    const received: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    connection.on('error', (error) => void received.push(error))
    await untilPhase(connection, 'open')
    const openedAt = performance.now()
    await waitFor(() => beatsOf(0) >= 5)
    expect(performance.now() - openedAt).toBeGreaterThan(4 * 100 * 0.8)
    expect(server.framesBySocket).toHaveLength(1)
    expect(received).toEqual([])
  })

  it('sends no heartbeats to a server that wants none', shows('heartbeat', 'special'), async () => {
    const { connection, beatsOf } = await start({ heartbeatMs: 10 }, { heartbeatMs: 0 })
    await untilPhase(connection, 'open')
    await pause(50)
    await request(connection, sendFrame('/queue/a', 'later'))
    expect(beatsOf(0)).toBe(0)
  })

  it('replaces the socket of a server whose heartbeats stop', shows('heartbeat'), async () => {
    const { server, connection, commandsOf } = await start({ heartbeatMs: 20 }, { heartbeatMs: 20 })
    await untilPhase(connection, 'open')
    server.freeze()
    await waitFor(() => commandsOf(1).includes('CONNECT'))
  })

  it('subscribes each destination again after a cut, before what waited', shows('cut and resume'), async () => {
    const { server, connection, commandsOf } = await start()
    const queue = channel(connection, '/queue/a')
    const bodies: string[] = []
    queue.onMessage(({ body }) => void bodies.push(body))
    await waitFor(() => queue.getSnapshot().status === 'subscribed')
    server.cut()
    await untilPhase(connection, 'waiting')
    await request(connection, sendFrame('/queue/a', 'waited'))
    await waitFor(() => bodies.length === 1)
    expect(commandsOf(1)).toEqual(['CONNECT', 'SUBSCRIBE', 'SEND'])
  })

  it('unsubscribes, then disconnects, and closes when the receipt has come', shows('leave cleanly', 'special'), async () => {
    const { server, connection, release, commandsOf } = await start()
    const queue = channel(connection, '/queue/a')
    const leave = queue.retain()
    await waitFor(() => queue.getSnapshot().status === 'subscribed')
    leave()
    await waitFor(() => commandsOf(0).includes('UNSUBSCRIBE'))
    const sendReceipts = server.holdReceipts()
    release()
    await waitFor(() => commandsOf(0).includes('DISCONNECT'))
    await untilPhase(connection, 'closing')
    // A close frame right behind the DISCONNECT would come with it.
    await pause(20)
    expect(server.closes).toEqual([])
    sendReceipts()
    await waitFor(() => server.closes.length === 1)
    expect(commandsOf(0)).toEqual(['CONNECT', 'SUBSCRIBE', 'UNSUBSCRIBE', 'DISCONNECT'])
    expect(server.receipts.at(-1)).toBe('bye')
    expect(server.closes).toEqual([{ code: 1000, reason: '' }])
  })
})

describe('the frames of STOMP', () => {
  it('keep header values that contain colons, line ends and backslashes', () => {
    const frame = { command: 'SEND', headers: { destination: 'a:b\\c\nd\re' }, body: '' }
    expect(encodeFrame(frame)).toBe('SEND\ndestination:a\\cb\\\\c\\nd\\re\n\n\0')
    expect(decodeFrame(encodeFrame(frame))).toEqual(frame)
  })

  it('take the first of repeated headers, and refuse what is not a frame', () => {
    expect(decodeFrame('MESSAGE\r\na:1\r\na:2\r\n\r\nbody\0\n').headers).toEqual({ a: '1' })
    expect(decodeFrame('MESSAGE\r\na:1\r\n\r\nbody\0\n').body).toBe('body')
    expect(() => decodeFrame('MESSAGE\na:\\t\n\n\0')).toThrow(TypeError)
    expect(() => decodeFrame('MESSAGE')).toThrow(TypeError)
  })
})

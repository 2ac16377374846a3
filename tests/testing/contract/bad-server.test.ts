import type { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { serve, serveRaw } from '../../support/per-test'
import { closeFrame, neverAnswers, upgradeAnswer, upgradesWith, type RawLine } from '../../support/raw-server'
import { channels, echo, newsOf, serveChat, type ChatServerOptions, type ToServer } from './chat-server'
import { failureOf, heartbeat } from './settings'

/** Runs one case against a chat server with that fault. */
async function failureOfChat(part: string, fault: ChatServerOptions, options: Parameters<typeof failureOf>[2] = {}) {
  const chat = await serveChat(fault)
  return failureOf(chat.url, part, { echo, heartbeat, channels, channel: newsOf(chat), restart: chat.restart, ...options })
}

/** A server that upgrades correctly and then passes each later chunk of bytes to `answer`. */
const upgrading =
  (answer: (socket: Socket) => void, fields = '') =>
  async ({ socket, request }: RawLine) => {
    socket.write(upgradeAnswer(await request()).replace('\r\n\r\n', `\r\n${fields}\r\n`))
    socket.on('data', () => answer(socket))
    socket.resume()
  }

/** Knows one socket of a client and refuses the next one. */
const onlyOnce = (): ChatServerOptions => {
  let opened = 0
  return { refuse: () => (opened++ === 0 ? undefined : 409) }
}

describe('the case about opening', () => {
  it('names the reason why the server cannot be reached', async () => {
    const { server, url } = await serveChat()
    await server.down()
    const failure = await failureOf(url, 'opens within')
    expect(failure).toContain('could not be reached: connect ECONNREFUSED')
    expect(failure).toContain('Start the server before the tests')
  })

  it('names the status of the response', async () => {
    const failure = await failureOfChat('opens within', { refuse: () => 401 })
    expect(failure).toContain('answered the upgrade with HTTP 401')
    expect(failure).toContain('Pass credentials')
    expect(await failureOfChat('opens within', { refuse: () => 404 })).toContain('Check the path of the url')
  })

  it('fails when the server does not answer', async () => {
    const { url } = await serveRaw(neverAnswers)
    const failure = await failureOf(url, 'opens within', { connectTimeoutMs: 200 })
    expect(failure).toContain('connect-timeout')
    expect(failure).toContain('Check that the server answers the upgrade request')
  })

  it('fails when the handshake option fails', async () => {
    const handshake = ({ receive }: { receive(): Promise<unknown> }) => receive().then(() => {})
    const failure = await failureOfChat('opens within', {}, { handshake, handshakeTimeoutMs: 100 })
    expect(failure).toContain('handshake-timeout')
    expect(failure).toContain('Check what the `handshake` option waits for')
  })

  it('fails when the url function fails', async () => {
    const url = () => Promise.reject(new Error('no token'))
    const failure = await failureOf(url, 'opens within')
    expect(failure).toContain('url-failed (no token)')
    expect(failure).toContain('Check the url or protocols function')
  })
})

describe('the case about subprotocols', () => {
  const offered = { protocols: ['chat.v2', 'chat.v1'] }

  it('fails when the server chooses none', async () => {
    const failure = await failureOfChat('subprotocols', { protocols: ['other'] }, offered)
    expect(failure).toContain('The server chose no subprotocol. The client offered: chat.v2, chat.v1.')
  })

  it('fails when the server chooses another one', async () => {
    const { url } = await serveRaw(upgrading(() => {}, 'Sec-WebSocket-Protocol: other\r\n'))
    expect(await failureOf(url, 'subprotocols', offered)).toContain('The server chose the subprotocol "other".')
  })
})

describe('the case about the close frame', () => {
  it('fails when the server does not answer', async () => {
    const { url } = await serveRaw(upgradesWith())
    const failure = await failureOf(url, 'close frame')
    expect(failure).toContain('The server did not answer the close frame within 500 ms.')
    expect(failure).toContain('Answer opcode 8 with opcode 8.')
  })

  it('fails when the server ends the TCP connection instead', async () => {
    const { url } = await serveRaw(upgrading((socket) => socket.end()))
    expect(await failureOf(url, 'close frame')).toContain('did not answer the close frame, and ended the TCP connection')
  })

  it('fails when the server keeps the TCP connection', async () => {
    const { url } = await serveRaw(upgrading((socket) => socket.write(closeFrame(1000))), { keepsLines: true })
    const failure = await failureOf(url, 'close frame')
    expect(failure).toContain('The server sent 4 bytes after the close frame, but the connection was not closed in order')
    expect(failure).toContain('end the TCP connection right after it')
  })

  it('fails when the server answers with another code', async () => {
    const { url } = await serveRaw(upgrading((socket) => socket.end(closeFrame(1001))))
    expect(await failureOf(url, 'close frame')).toContain('answered the close frame of code 1000 with code 1001')
  })

  it('passes when the server answers without a code', async () => {
    const { url } = await serveRaw(upgrading((socket) => socket.end(Buffer.from([0x88, 0]))))
    expect(await failureOf(url, 'close frame')).toBeUndefined()
  })
})

describe('the cases about lost connections', () => {
  it.each([
    'after the connection was reset',
    'after it was unreachable',
    'after its own message was cut',
    'after a message of the client was cut',
    'after the connection was half-open',
    'receives what was sent while',
  ])('fail when the server refuses a second socket: %s', async (part) => {
    const failure = await failureOfChat(part.startsWith('after the connection was reset') ? `client again ${part}` : part, onlyOnce())
    expect(failure).toContain('The connection did not open again after')
    expect(failure).toContain('HTTP 409')
    expect(failure).toContain('Accept the same client again at once')
  })

  it('fail when the server never accepts: after an attempt without an answer', async () => {
    const failure = await failureOfChat('an attempt without an answer', { refuse: () => 503 }, { connectTimeoutMs: 200 })
    expect(failure).toContain('did not open again after an attempt without an answer')
    expect(failure).toContain('HTTP 503')
  })

  it('fail when the server closes the second socket with a fatal code', async () => {
    const closesSecond: ChatServerOptions = { onConnection: (socket, number) => void (number > 1 && socket.close(1008)) }
    const failure = await failureOfChat('client again after the connection was reset', closesSecond)
    expect(failure).toContain('closed it again')
    expect(failure).toContain('the last socket closed with 1008')
  })

  it('fail when the server drops each later socket', async () => {
    const dropsLater: ChatServerOptions = { onConnection: (socket, number) => void (number > 1 && setTimeout(() => socket.terminate(), 50)) }
    const failure = await failureOfChat('client again after the connection was reset', dropsLater)
    expect(failure).toContain('The server accepted the connection after a reset of the connection and closed it again.')
    expect(failure).toContain('Do not count the earlier socket of the same client as connected')
  })

  it('fail when the server does not answer on the second socket', async () => {
    const mute: ChatServerOptions = {
      onConnection: (socket, number) => void (number > 1 && socket.removeAllListeners('message')),
    }
    const chat = await serveChat({ onConnection: (...all) => setTimeout(() => mute.onConnection!(...all)) })
    const failure = await failureOf(chat.url, 'after it was unreachable', { echo })
    expect(failure).toContain('1 of 1 did not arrive')
  })

  it('fail when a message cannot be decoded', async () => {
    const broken: ChatServerOptions = { onConnection: (socket, number) => void (number > 1 && socket.send('half a mess')) }
    const failure = await failureOfChat('a message of the client was cut', broken)
    expect(failure).toContain('a message could not be decoded')
    expect(failure).toContain('Send whole messages.')
  })

  it('fail when the server keeps the TCP connection of a client that is gone', async () => {
    const { url } = await serveRaw(upgradesWith(), { keepsLines: true })
    const failure = await failureOf(url, 'when the client is gone')
    expect(failure).toContain('1 s later the server had not ended its side')
    expect(failure).toContain('End the socket on a FIN')
  })
})

describe('the cases about the heartbeat', () => {
  it('fail when the server does not answer pings', async () => {
    const failure = await failureOfChat('answers a ping', { pong: null })
    expect(failure).toContain('The server sent nothing after a ping of the heartbeat.')
    expect(failure).toContain('Answer the message of `heartbeat.message`')
  })

  it('fail when the answer is not a pong', async () => {
    const failure = await failureOfChat('answers a ping', { pong: '{"type":"pong"}' })
    expect(failure).toMatch(/The server sent \d+ bytes in \d+ messages after a ping of the heartbeat, but none is a pong/)
  })

  it('fail when the server closes an idle connection', async () => {
    const closesIdle: ChatServerOptions = { onConnection: (socket) => void setTimeout(() => socket.close(1000), 250) }
    const failure = await failureOfChat('3 intervals', closesIdle)
    expect(failure).toContain('The connection was idle, and ended after')
    expect(failure).toContain('count pings as activity')
  })

  it('fail when the server sends too rarely for a heartbeat that only listens', async () => {
    const failure = await failureOfChat('3 intervals', {}, { heartbeat: { ...heartbeat, message: null } })
    expect(failure).toContain('heartbeat-timeout')
    expect(failure).toContain('Send something at least every 500 ms')
  })

  it('fail when the server closes a connection that is idle for the time of the option', async () => {
    const closesIdle: ChatServerOptions = { onConnection: (socket) => void setTimeout(() => socket.terminate(), 200) }
    const failure = await failureOfChat('idle connection for 600 ms', closesIdle, { idleMs: 600, heartbeat: false })
    expect(failure).toContain('The connection was idle, and ended after')
    expect(failure).toContain('Set the `heartbeat` option')
    expect(await failureOfChat('idle connection for 600 ms', closesIdle, { idleMs: 600 })).toContain('Lower `heartbeat.intervalMs`')
  })
})

describe('the cases about messages', () => {
  const answer = (n: number) => ({ type: 'echo', n }) as const
  const twice: ChatServerOptions['onEcho'] = ({ n }, send) => [n, n].forEach((each) => send(answer(each!)))

  it('fail when a message is answered twice', async () => {
    const failure = await failureOfChat('receives what was sent while', { onEcho: twice })
    expect(failure).toContain('Of the messages that were sent while the connection was away, 5 arrived more than once: number 1, number 2,')
    expect(failure).toContain('Answer each message once, in the order of arrival, within 1 s.')
  })

  it('fail when the queue is too small', async () => {
    const failure = await failureOfChat('receives what was sent while', {}, { queue: { maxMessages: 3 } })
    expect(failure).toContain('2 of 5 did not arrive: number 4, number 5')
    expect(failure).toContain('the `queue` option is too small for 5 messages')
  })

  it('fail when answers change their order', async () => {
    const held: ToServer[] = []
    const onEcho: ChatServerOptions['onEcho'] = (message, send) => {
      held.push(message)
      if (held.length === 4) for (const { n } of held.splice(0).reverse()) send(answer(n!))
    }
    const failure = await failureOfChat('through a slow line', { onEcho }, { burst: 4 })
    expect(failure).toContain('they arrived as number 4, number 3, number 2, number 1')
  })

  it('fail when the server takes frames that arrive in pieces for whole ones', async () => {
    const perChunk = upgrading((socket) => socket.write(Buffer.from([0x81, 2, 0x7b, 0x7d])))
    const { url } = await serveRaw(perChunk)
    expect(await failureOf(url, 'through a slow line', { echo, burst: 10 })).toContain('10 of 10 did not arrive')
  })

  it('fail when the server does not accept a large message', async () => {
    const limited: ChatServerOptions = {
      onConnection: (socket) => void socket.on('message', (data: Buffer) => data.length > 1000 && socket.close(1009)),
      onEcho: ({ filler = '', n }, send) => void (filler.length < 1000 && send(answer(n!))),
    }
    const failure = await failureOfChat('a message of 5000 bytes', limited, { maxBytes: 5000 })
    expect(failure).toMatch(/ended after a message of 5\d\d\d bytes/)
    expect(failure).toContain('the last socket closed with 1009')
    expect(failure).toContain('`maxPayload`')
  })

  it('fail when the large message is not large', async () => {
    const small = { ...echo, message: (n: number) => ({ type: 'echo', n }) as const }
    const failure = await failureOfChat('a message of 5000 bytes', {}, { maxBytes: 5000, echo: small })
    expect(failure).toMatch(/`echo.message\(n, 5000\)` returned a message of \d\d bytes/)
  })

  it('fail with the error of a callback that throws', async () => {
    const throws = { ...echo, isEcho: () => { throw new TypeError('no such field') } }
    expect(await failureOfChat('through a slow line', {}, { echo: throws })).toContain('`echo.isEcho` threw: no such field')
  })
})

describe('the cases about channels', () => {
  it('fail when the server does not confirm a subscription', async () => {
    const failure = await failureOfChat('subscription to a channel', { confirms: () => false }, { reconnect: false })
    expect(failure).toContain('The channel "news" was "subscribing"')
    expect(failure).toContain('Answer each subscribe message with one that `channels.ackOf` accepts.')
  })

  it('fail when the server does not confirm it on a second socket', async () => {
    const failure = await failureOfChat('channel again after', { confirms: (connection) => connection === 1 })
    expect(failure).toContain('less after a reset of the connection')
  })

  it('fail when the server refuses a subscription', async () => {
    const refusing = { ...channels, errorOf: () => ({ key: 'news', error: { reason: 'forbidden' } }), ackOf: () => undefined, retry: false }
    const failure = await failureOfChat('subscription to a channel', {}, { channels: refusing, reconnect: false })
    expect(failure).toContain('with the error: {"reason":"forbidden"}')
    expect(failure).toContain('Allow this client to subscribe')
  })

  const noLoss = 'loses none without saying so'

  it('fail when the server says that nothing was lost, and something was', async () => {
    const failure = await failureOfChat(noLoss, { onContinue: () => ({ verdict: 'resumed', messages: [] }) })
    expect(failure).toContain('3 of 9 did not arrive: number 4, number 5, number 6')
    expect(failure).toContain('The recovery of the channel was "resumed"')
    expect(failure).toContain('Say "resumed" only if')
  })

  it('pass when the server says that something was lost', async () => {
    expect(await failureOfChat(noLoss, { onContinue: () => ({ verdict: 'gap', messages: [] }) })).toBeUndefined()
    expect(await failureOfChat(noLoss, { onContinue: () => ({ verdict: 'fresh', messages: [] }) })).toBeUndefined()
  })

  it('fail when nothing tells whether messages were lost', async () => {
    const { recovery: _, ...plain } = channels
    const failure = await failureOfChat(noLoss, { onContinue: () => ({ verdict: 'gap', messages: [] }) }, { channels: plain })
    expect(failure).toContain('The channel has no verdict of a recovery')
    expect(failure).toContain('Keep a history on the server')
  })

  it('fail when messages of a channel come twice', async () => {
    const { recovery: _, ...plain } = channels
    const failure = await failureOfChat(noLoss, { onContinue: (missed) => ({ verdict: 'resumed', messages: [...missed, ...missed] }) }, { channels: plain })
    expect(failure).toContain('3 arrived more than once: number 4, number 5, number 6')
  })

  it('fail when publishing does not end', async () => {
    const { url } = await serveChat()
    const stuck = { key: 'news', publish: () => new Promise(() => {}), isPublished: () => false }
    expect(await failureOf(url, noLoss, { channels, channel: stuck })).toContain('`channel.publish` did not resolve within 1 s')
  })
})

describe('the case about a restart', () => {
  it('fails when the server closes with a fatal code', async () => {
    const failure = await failureOfChat('restart', { restartCode: 1008 })
    expect(failure).toContain('did not open again after a restart (the server closed with 1008)')
    expect(failure).toContain('Close with a code that is retried')
  })

  it('fails when the connections stay open', async () => {
    const failure = await failureOfChat('restart', {}, { restart: async () => {} })
    expect(failure).toContain('A connection was still open 1 s after `restart` resolved.')
  })

  it('fails when the server is not back', async () => {
    const chat = await serveChat()
    const failure = await failureOf(chat.url, 'restart', { restart: () => chat.server.down() })
    expect(failure).toContain('could not be reached: connect ECONNREFUSED')
  })

  it('fails when the channels are not confirmed again', async () => {
    const failure = await failureOfChat('restart', { confirms: (connection) => connection <= 3 })
    expect(failure).toContain('The channel "news" was "subscribing"')
  })
})

describe('the case about credentials', () => {
  const rejected = (url: string) => ({ rejected: { url: `${url}?token=wrong` } })

  it('fails when the server accepts them', async () => {
    const { url } = await serveChat()
    expect(await failureOf(url, 'credentials', rejected(url))).toContain('The server accepted the credentials of the option `rejected`')
  })

  it('fails when the server rejects them with a status', async () => {
    const { url } = await serveChat({ refuse: (request) => (request.url?.includes('wrong') ? 401 : undefined) })
    const failure = await failureOf(url, 'credentials', rejected(url))
    expect(failure).toContain('rejected the credentials with HTTP 401, and the client retried 3 times')
    expect(failure).toContain('Accept the upgrade, and close with 4401.')
  })

  it('fails when the server closes with a code that is retried', async () => {
    const { url } = await serveChat({ onConnection: (socket, _number, path) => void (path.includes('wrong') && socket.close(1001)) })
    const failure = await failureOf(url, 'credentials', rejected(url))
    expect(failure).toContain('rejected the credentials with 1001, and the client retried 3 times')
    expect(failure).toContain('Close with 4401, 4403 or 1008')
  })

  it('passes when the server closes with 1008, or the handshake option throws a fatal error', async () => {
    const { url } = await serveChat({ onConnection: (socket, _number, path) => void (path.includes('wrong') && socket.close(1008)) })
    expect(await failureOf(url, 'credentials', rejected(url))).toBeUndefined()
    const handshake = () => Promise.reject(Object.assign(new Error('rejected'), { fatal: true }))
    expect(await failureOf(url, 'credentials', { rejected: { handshake } })).toBeUndefined()
  })
})

it('a case leaves no connection open, also when it fails', async () => {
  const chat = await serveChat({ pong: null })
  expect(await failureOf(chat.url, 'answers a ping', { heartbeat })).toBeDefined()
  await vi.waitFor(() => expect(chat.server.alive).toBe(0))
  const raw = await serveRaw(upgradesWith())
  expect(await failureOf(raw.url, 'close frame')).toBeDefined()
  await vi.waitFor(() => expect(raw.alive).toBe(0))
  expect((await serve()).alive).toBe(0)
})

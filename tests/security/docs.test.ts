import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Connection } from 'websocket-store'
import { WebSocket } from 'ws'
import { settingsOf } from '../support/settings'
import { QUEUE, RECONNECT } from '../../src/core/policy/defaults'
import { serve } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'
import { connectWithToken } from './examples/first-message'
import { comesFromOwnPage } from './examples/origin'
import { connectAs } from './examples/person'
import { connectWithProtocol } from './examples/subprotocol'
import { connectWithTicket } from './examples/ticket'
import { followPrices } from './examples/untrusted'

const folder = fileURLToPath(new URL('examples/', import.meta.url))
const page = readFileSync(fileURLToPath(new URL('../../docs/guides/security.md', import.meta.url)), 'utf8')
const OPTIONS = { WebSocket, reconnect: { delay: () => 10 } }

/** Connects, and disposes the connection when the test ends. */
function started<C extends Connection<never, never> | Connection<unknown, unknown> | Connection>(connection: C): C {
  onTestFinished(() => connection.dispose())
  connection.connect()
  return connection
}

describe('docs/guides/security.md', () => {
  it('contains exactly the examples that these tests run', () => {
    const shown = [...page.matchAll(/```ts\n(.*?)```/gs)].map(([, code]) => code)
    const run = readdirSync(folder).map((file) => readFileSync(folder + file, 'utf8'))
    expect(shown.toSorted()).toEqual(run.toSorted())
  })

  it('contains the current defaults', () => {
    const { connectTimeoutMs, handshakeTimeoutMs, closeTimeoutMs } = settingsOf({})
    expect(page).toContain(`${QUEUE.maxMessages.toLocaleString('en')} and ${QUEUE.maxBytes / 2 ** 20} MiB (\`queue\`)`)
    expect(page).toContain(`${connectTimeoutMs / 1000} s for the url, ${connectTimeoutMs / 1000} s for the dial, ${handshakeTimeoutMs / 1000} s for the`)
    expect(page).toContain(`then ${RECONNECT.minDelayMs / 1000} s and up to ${RECONNECT.maxDelayMs / 1000} s later`)
    expect(page).toContain(`${closeTimeoutMs / 1000} s (\`closeTimeoutMs\`)`)
  })
})

it.each<[string, string | undefined, boolean]>([
  ['the own page', 'https://app.example.org', true],
  ['a page whose origin starts with the same text', 'https://app.example.org.evil.test', false],
  ['the own page without encryption', 'http://app.example.org', false],
  ['a page without an origin', 'null', false],
  ['a program without an Origin header', undefined, false],
])('origin: %s', async (_, origin, isAccepted) => {
  const server = await serve({ refuse: (request) => (comesFromOwnPage(request) ? undefined : 403) })
  const socket = new WebSocket(server.url, origin === undefined ? {} : { origin })
  const outcome = await new Promise((resolve) => {
    socket.on('open', () => resolve(true))
    socket.on('error', () => resolve(false))
  })
  socket.terminate()
  expect(outcome).toBe(isAccepted)
})

describe('ticket', () => {
  async function issue(statuses: number[]) {
    let issued = 0
    const issuer = createServer((request, response) => {
      expect(request.method).toBe('POST')
      response.writeHead(statuses.shift() ?? 200).end(`ticket ${++issued}`)
    })
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void issuer.close())
    return `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/`
  }

  it('is new for each attempt, and not in the key', async () => {
    const server = await serve()
    const connection = started(connectWithTicket(server.url, await issue([]), OPTIONS))
    await untilPhase(connection, 'open')
    server.terminateAll()
    await waitFor(() => server.opened === 2)
    expect(server.requests.map(({ url }) => url)).toEqual(['/?ticket=ticket%201', '/?ticket=ticket%202'])
    expect(connection.key).not.toContain('ticket')
  })

  it('is requested again after a failure, until the user is signed out', async () => {
    const server = await serve()
    const connection = started(connectWithTicket(server.url, await issue([503, 401]), OPTIONS))
    const { error } = await untilPhase(connection, 'closed')
    expect(error).toMatchObject({ code: 'url-failed', fatal: true, cause: new Error('signed out') })
    expect(server.requests).toEqual([])
  })
})

it('first message: other messages wait for the welcome', async () => {
  const server = await serve({
    onMessage: (message, socket) => {
      if (String(message).includes('"auth"')) socket.send(String(message).includes('good') ? '"welcome"' : '"no"')
    },
  })
  const tokens = ['bad', 'good']
  const connection = started(connectWithToken(server.url, async () => tokens.shift()!, OPTIONS))
  const errors: string[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  connection.send('meanwhile')
  await waitFor(() => server.messages.includes('"meanwhile"'))
  expect(errors).toEqual(['handshake-failed'])
  expect(server.messages).toEqual(['{"type":"auth","token":"bad"}', '{"type":"auth","token":"good"}', '"meanwhile"'])
})

it('subprotocol: any token can be sent, and the server selects the other subprotocol', async () => {
  const server = await serve({ protocols: ['chat'] })
  const token = 'ä/+=?>~ secret'
  const connection = started(connectWithProtocol(server.url, async () => token, OPTIONS))
  const { protocol } = await untilPhase(connection, 'open')
  const [, offered] = server.requests[0]!.headers['sec-websocket-protocol']!.split(/, ?/)
  expect(Buffer.from(offered!.replace('token.', ''), 'base64url').toString()).toBe(token)
  expect(protocol).toBe('chat')
})

it('untrusted: keeps only valid values, under any name', async () => {
  const server = await serve()
  const { prices, connection } = followPrices(server.url, OPTIONS)
  started(connection)
  await untilPhase(connection, 'open')
  const frames = ['{"symbol":"__proto__","value":1}', '{"symbol":"A","value":1e999}', '[]', 'null', '{', '{"symbol":"B","value":2}']
  for (const each of frames) server.broadcast(each)
  await waitFor(() => prices.has('B'))
  expect([...prices]).toEqual([
    ['__proto__', 1],
    ['B', 2],
  ])
})

describe('logout and login', () => {
  const person = (id: string) => ({ id, getToken: async () => `token of ${id}` })

  it('gives each person a separate socket, also within the linger', async () => {
    const server = await serve({ echo: false })
    const connections = ['ann', 'bob'].map((id) => connectAs(person(id), server.url, { ...OPTIONS, lingerMs: 5000 }))
    onTestFinished(() => connections.forEach((connection) => connection.dispose()))
    const [ann, bob] = connections
    const logout = ann!.retain()
    await untilPhase(ann!, 'open')
    ann!.send('from ann')
    logout()
    bob!.retain()
    await untilPhase(bob!, 'open')
    bob!.send('from bob')
    await waitFor(() => server.messages.length === 4)
    expect(server.opened).toBe(2)
    expect(ann!.socket).not.toBe(bob!.socket)
  })

  it('never sends queued messages of one person with the token of the next', async () => {
    const server = await serve({ echo: false })
    const url = server.url
    const options = { ...OPTIONS, lingerMs: 50 }
    const ann = connectAs(person('ann'), url, options)
    const bob = connectAs(person('bob'), url, options)
    onTestFinished(() => [ann, bob].forEach((connection) => connection.dispose()))
    const dropped: unknown[] = []
    ann.on('drop', ({ message, reason }) => dropped.push([message, reason]))
    expect(ann.send('secret of ann')).toBe('queued')
    bob.retain()
    await untilPhase(bob, 'open')
    await waitFor(() => dropped.length > 0)
    expect(dropped).toEqual([['secret of ann', 'closed']])
    expect(server.messages).toEqual([JSON.stringify({ type: 'auth', token: 'token of bob' })])
  })
})

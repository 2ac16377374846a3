import { beforeEach, expect, it, vi } from 'vitest'
import { channel, json, request, type ConnectionOptions } from 'websocket-store'
import { systemClock } from '../../../src/core/platform/clock'
import type { Session } from '../../../src/devtools/model/types'
import { createRecordedServer } from './support'

beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => {})
})

const SECRET = /s3cret/i

/** Everything that a view can show, as text. */
const shown = (session: Session): string => {
  const models = session.connections()
  return JSON.stringify([models, models.map(({ id }) => session.frames(id).map(({ data, ...rest }) => [rest, data instanceof Uint8Array ? String.fromCharCode(...data) : data]))])
}

function expectNoSecret(session: Session): void {
  expect(shown(session)).not.toMatch(SECRET)
  expect(session.exportText()).not.toMatch(SECRET)
  session.importText(session.exportText())
  expect(shown(session)).not.toMatch(SECRET)
  session.closeImport()
}

it('shows no secret of the url, the protocols, the options or the handshake', async () => {
  const options = {
    protocols: ['s3cret-protocol', 'v1'],
    codec: { name: 's3cret-codec', encode: (message: string) => message, decode: String },
    handshake: async (io) => {
      io.send('auth s3cret-token')
      await io.receive((message) => message.startsWith('welcome'))
      return { renewAfterMs: 60_000 }
    },
    farewell: (send) => send('bye s3cret-token'),
    headers: { authorization: 's3cret-header', nested: { list: ['s3cret-item'], deeper: { deepest: 's3cret-deep' } } },
  } as ConnectionOptions<string, string>
  const { registry, server, session } = createRecordedServer()
  server.onMessage((message, client) => {
    if (String(message).startsWith('auth')) client.send('welcome s3cret-user')
  })
  const connection = registry.connection('wss://user:s3cret-password@server.example/feed?token=s3cret-query', options as never)
  connection.connect()
  await server.received((message) => String(message) === 'auth s3cret-token')
  await server.settled()
  await connection.renew()
  connection.send('hello' as never)
  await server.settled()
  server.close(1011, 'restart')
  await server.settled()
  connection.reconnect()
  await server.connected(2)
  await server.settled()
  connection.disconnect()
  await server.received((message) => String(message) === 'bye s3cret-token')

  const [model] = session.connections()
  // What is shown instead, so that an empty model would not pass.
  expect(model!.label).toMatch(/^wss:\/\/server\.example\/feed/)
  expect(model!.notes.map(({ text }) => text)).toContain('Dials wss://server.example/feed, 2 subprotocols')
  expect(model!.phases.map(({ close }) => close)).toContainEqual({ code: 1011, reason: 'restart' })
  expect(model!.inspection.options.map(({ name }) => name)).toEqual(expect.arrayContaining(['protocols', 'codec', 'headers']))
  const frames = session.frames(model!.id)
  expect(frames.filter(({ role }) => role === 'handshake').map(({ direction, data }) => [direction, data])).toEqual([
    ['out', null], ['in', null], ['out', null], ['in', null], ['out', null], ['in', null], ['out', null],
  ])
  expect(frames.filter(({ role }) => role === 'message')).toMatchObject([{ direction: 'out', data: 'hello' }])
  expectNoSecret(session)
})

it('shows no secret of a fragment, which makes the url invalid', () => {
  const { registry, session } = createRecordedServer()
  registry.connection('wss://server.example/feed#s3cret').connect()
  expect(session.connections()[0]!.phases.at(-1)).toMatchObject({ phase: 'closed', error: { code: 'invalid-url' } })
  expectNoSecret(session)
})

it('shows no secret of what failed', async () => {
  vi.spyOn(systemClock, 'reportError').mockImplementation(() => {})
  const { registry, server, session } = createRecordedServer({ reconnect: false })
  const fail = (): never => {
    throw Object.assign(new Error('s3cret-cause'), { code: 's3cret code', stack: 's3cret-stack' })
  }
  registry.connection(fail, { key: 'url' }).connect()
  registry.connection('wss://server.example/handshake', { handshake: fail }).connect()
  registry.connection('wss://server.example/transport', { transport: fail }).connect()
  const decoding = registry.connection('wss://server.example/decode', { codec: { encode: fail, decode: fail } })
  decoding.connect()
  const channels = registry.connection('wss://server.example/channels', { channels: { subscribe: fail, route: () => undefined } })
  channels.connect()
  channel(channels, 'news').retain()
  const asking = registry.connection('wss://server.example/request', { codec: json(), requests: { tag: fail, idOf: () => undefined } as never })
  asking.connect()
  await server.settled()
  server.send('x')
  await request(asking, {}).catch(() => {})
  await server.settled()

  const models = session.connections()
  const codes = models.flatMap(({ notes }) => notes.filter(({ kind }) => kind === 'error').map(({ text }) => text.split(':')[0]))
  expect(codes).toEqual(expect.arrayContaining(['url-failed', 'handshake-failed', 'transport-failed', 'decode-failed']))
  expect(models.flatMap((model) => model.channels.map(({ error }) => error))).toEqual(['Error'])
  expect(models.flatMap(({ requests }) => requests)).toMatchObject([{ outcome: 'failed' }])
  expectNoSecret(session)
})

import { describe, expect, it } from 'vitest'
import type { ConnectionUrl } from 'websocket-store'
import { createFakeConnection, settled, type FakeConnectionOptions } from '../support/fake-connection'

async function dial(options: FakeConnectionOptions<unknown, unknown>) {
  const fake = createFakeConnection<unknown, unknown>(options)
  fake.connection.connect()
  await settled()
  fake.advance(60_000)
  return fake
}

describe('a ws: url on an https: page', () => {
  it.each<[string, ConnectionUrl]>([
    ['as a string', 'ws://host.test/'],
    ['as http:', 'http://host.test/'],
    ['from a function', () => 'ws://host.test/'],
    ['with an address that only looks like loopback', 'ws://127.0.0.1.host.test/'],
    ['with a name that only looks like loopback', 'ws://notlocalhost/'],
    ['with loopback as user info', 'ws://localhost@host.test/'],
  ])('is a fatal error and is never dialled: %s', async (_, url) => {
    const { connection, sockets, phase } = await dial({ url, base: 'https://page.test/' })
    expect(sockets).toEqual([])
    expect(phase).toBe('closed')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'insecure-url', fatal: true })
    expect(connection.getSnapshot().error?.message).toContain('wss://')
  })

  it.each(['ws://localhost:1/', 'ws://app.localhost/', 'ws://127.0.0.1/', 'ws://127.9.8.7/', 'ws://[::1]:1/'])(
    'is dialled when it is loopback: %s',
    async (url) => {
      const { sockets } = await dial({ url, base: 'https://page.test/', connectTimeoutMs: 1e9 })
      expect(sockets.map((socket) => socket.url)).toEqual([url])
    },
  )
})

it.each<[string, string, string | undefined]>([
  ['wss: on an https: page', 'wss://host.test/', 'https://page.test/'],
  ['a relative url on an https: page, as wss:', '/path', 'https://host.test/page'],
  ['ws: on an http: page', 'ws://host.test/', 'http://page.test/'],
  ['ws: without a page', 'ws://host.test/', undefined],
])('dials %s', async (_, url, base) => {
  const { sockets } = await dial({ url, ...(base && { base }), connectTimeoutMs: 1e9 })
  expect(sockets).toHaveLength(1)
  if (base?.startsWith('https')) expect(sockets[0]!.url).toMatch(/^wss:/)
})

import { expect, it } from 'vitest'
import type { Codec } from 'websocket-store'
import { messagePack } from '../../examples/recipes/message-pack'
import { superJson } from '../../examples/recipes/superjson'
import { connectTo, serve } from '../support/per-test'
import { waitFor } from '../support/wait-for'

const plain = { text: 'héllo', list: [1, 2.5, null], nested: { yes: true } }

it.each<[string, Codec<unknown, unknown>, unknown]>([
  ['MessagePack', messagePack(), { ...plain, bytes: new Uint8Array([1, 2]) }],
  ['superjson', superJson(), { ...plain, at: new Date(0), set: new Set([1]), big: 12n }],
])('%s sends values to a real server and back without changes', async (_name, codec, value) => {
  const server = await serve()
  const connection = connectTo(server.url, { codec })
  const echoes: unknown[] = []
  connection.onMessage((message) => void echoes.push(message))
  connection.connect()
  connection.send(value)
  await waitFor(() => echoes.length === 1)
  expect(echoes).toEqual([value])
})

it.each<[string, Codec<unknown, unknown>]>([
  ['MessagePack', messagePack()],
  ['superjson', superJson()],
])('a frame that %s cannot decode causes an error event, and the connection stays open', async (_name, codec) => {
  const server = await serve()
  const connection = connectTo(server.url, { codec })
  const errors: string[] = []
  connection.on('error', ({ code }) => void errors.push(code))
  connection.connect()
  await waitFor(() => server.alive === 1 && connection.getSnapshot().phase === 'open')
  server.broadcast('{ broken')
  await waitFor(() => errors.length === 1)
  expect(errors).toEqual(['decode-failed'])
  expect(connection.getSnapshot().phase).toBe('open')
})

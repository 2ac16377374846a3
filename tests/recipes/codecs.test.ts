import { describe, expect, it } from 'vitest'
import type { Codec } from 'websocket-store'
import { headerAndBody, type Part } from '../../examples/recipes/header-and-body'
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

describe('a header and a body in two frames', () => {
  type File = Part<{ readonly name: string }>
  const partOf = (name: string, ...body: number[]): File => ({ header: { name }, body: new Uint8Array(body) })

  async function open() {
    const server = await serve()
    const connection = connectTo(server.url, { codec: headerAndBody<{ readonly name: string }> })
    const received: File[] = []
    const errors: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    connection.on('error', ({ cause }) => void errors.push((cause as Error).message))
    connection.connect()
    await waitFor(() => server.alive === 1 && connection.getSnapshot().phase === 'open')
    return { server, connection, received, errors }
  }

  it('sends both frames in order, and delivers one message for both, to a real server and back', async () => {
    const { connection, received } = await open()
    const files = [partOf('a', 1, 2, 3), partOf('empty'), partOf('b', 4)]
    for (const file of files) connection.send(file)
    await waitFor(() => received.length === files.length)
    expect(received).toEqual(files)
  })

  it('forgets a header whose body was lost with its socket', async () => {
    const { server, connection, received, errors } = await open()
    let messages = 0
    connection.socket!.addEventListener!('message' as never, (() => void messages++) as never)
    server.broadcast('{"name":"half","size":3}')
    await waitFor(() => messages === 1)
    server.terminateAll()
    await waitFor(() => server.opened === 2 && connection.getSnapshot().phase === 'open')
    connection.send(partOf('whole', 7))
    await waitFor(() => received.length === 1)
    expect([received, errors]).toEqual([[partOf('whole', 7)], []])
  })

  it('reports a body without a header, and goes on', async () => {
    const { server, connection, received, errors } = await open()
    server.broadcast(new Uint8Array([1]))
    connection.send(partOf('next', 2))
    await waitFor(() => received.length === 1)
    expect([received, errors]).toEqual([[partOf('next', 2)], ['a body came without a header']])
  })
})

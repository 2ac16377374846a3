import { describe, expect, it } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { graphqlOptions, keyOf, operation, type GraphqlSettings } from '../../examples/protocols/graphql-ws/client'
import { startServer } from '../../examples/protocols/graphql-ws/server'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

async function start(settings: GraphqlSettings = {}, serverToken?: string) {
  const server = ending(await startServer(serverToken === undefined ? {} : { token: serverToken }))
  const connection = ending(createConnection(server.url, quick(graphqlOptions(settings))))
  const release = connection.retain()
  const typesOf = (socket: number) => (server.framesBySocket[socket] ?? []).map((frame) => (JSON.parse(String(frame)) as { type: string }).type)
  const open = (query: string) => {
    const source = channel(connection, keyOf({ query }))
    const results: unknown[] = []
    const leave = source.onMessage((message) => void (message.type === 'next' && results.push(message.payload.data)))
    return { source, results, leave }
  }
  return { server, connection, release, typesOf, open }
}

const NEWS = 'subscription { news }'

describe('graphql-ws', () => {
  it('initialises the connection with its token, in the subprotocol, before what waited', shows('connect', 'authenticate', 'request'), async () => {
    const { server, connection } = await start({ token: () => 'secret' }, 'secret')
    const hello = operation({ query: 'query ($name: String!) { hello(name: $name) }', variables: { name: 'Anna' } })
    await expect(request(connection, hello)).resolves.toEqual({ hello: 'Hello Anna' })
    expect(connection.getSnapshot().protocol).toBe('graphql-transport-ws')
    expect(JSON.parse(String(server.frames[0]))).toEqual({ type: 'connection_init', payload: { token: 'secret' } })
    expect(JSON.parse(String(server.frames[1]))).toMatchObject({ type: 'subscribe', id: '1' })
  })

  it('reads the token again once, then stops, when the server closes with 4403', shows('authenticate'), async () => {
    let reads = 0
    const { server, connection } = await start({ token: () => `wrong ${++reads}` }, 'secret')
    await untilPhase(connection, 'closed')
    expect(reads).toBe(2)
    expect(server.closes.map(({ code }) => code)).toEqual([4403, 4403])
    expect(connection.getSnapshot().error).toMatchObject({ code: 'closed' })
  })

  it('rejects a query with the errors of its result or its document', shows('request'), async () => {
    const { connection } = await start()
    await expect(request(connection, operation({ query: '{ missing }' }))).rejects.toMatchObject({
      code: 'request-refused',
      cause: { message: expect.stringContaining('missing') as string },
    })
  })

  it('starts a subscription once for two holders, and completes it after the last release', shows('subscribe'), async () => {
    const { server, typesOf, open } = await start()
    const [first, second] = [open(NEWS), open(NEWS)]
    await waitFor(() => server.readers() === 1)
    server.push('a')
    await waitFor(() => first.results.length === 1 && second.results.length === 1)
    first.leave()
    server.push('b')
    await waitFor(() => second.results.length === 2)
    expect(second.results).toEqual([{ news: 'a' }, { news: 'b' }])
    second.leave()
    await waitFor(() => server.readers() === 0)
    expect(typesOf(0)).toEqual(['connection_init', 'subscribe', 'complete'])
  })

  it('starts a running subscription again after a cut, and never a completed one', shows('cut and resume', 'special'), async () => {
    const { server, open } = await start()
    const [count, broken, news] = [open('subscription { count(to: 2) }'), open('subscription { missing }'), open(NEWS)]
    await waitFor(() => count.source.getSnapshot().status === 'ended' && broken.source.getSnapshot().status === 'error')
    await waitFor(() => server.readers() === 1)
    expect(count.results).toEqual([{ count: 1 }, { count: 2 }])
    expect(broken.source.getSnapshot().error).toMatchObject([{ message: expect.stringContaining('missing') as string }])
    server.cut()
    await waitFor(() => server.framesBySocket.length === 2 && server.readers() === 1)
    server.push('after')
    await waitFor(() => news.results.length === 1)
    expect(server.framesBySocket[1]!.filter((frame) => String(frame).includes('news'))).toHaveLength(1)
    expect(server.framesBySocket[1]!.join()).not.toContain('count')
    expect(count.results).toHaveLength(2)
    expect(count.source.getSnapshot().status).toBe('ended')
  })

  it('pings, and answers the pings of the server, without passing either on', shows('heartbeat'), async () => {
    const { server, connection, typesOf } = await start({ pingMs: 20 })
    const received: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    await waitFor(() => typesOf(0).filter((type) => type === 'ping').length >= 3)
    server.broadcast('{"type":"ping"}')
    await waitFor(() => typesOf(0).includes('pong'))
    expect(received).toEqual([])
    expect(connection.getSnapshot().latencyMs).not.toBeNull()
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('closes with 1000 after the last release', shows('leave cleanly'), async () => {
    const { server, connection, release } = await start()
    await untilPhase(connection, 'open')
    release()
    await expectCleanClose(server)
  })
})

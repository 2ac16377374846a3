import { describe, expect, it } from 'vitest'
import { json, request, type Connection } from 'websocket-store'
import { serve } from '../support/per-test'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { registryOverWs } from './support/over-ws'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/logout-and-login.md'

describe('what happens on logout', () => {
  async function start() {
    const server = await serve({ echo: false })
    const registry = registryOverWs()
    const connect = () =>
      registry.connection(server.url, {
        key: 'chat of ann',
        codec: json<{ id?: string }, { text: string; id?: string }>(),
        requests: { tag: (message, id) => ({ ...message, id }), idOf: ({ id }) => id },
      })
    const connection = connect()
    const drops: string[] = []
    connection.on('drop', ({ reason }) => void drops.push(reason))
    const codeOf = (text: string) => request(connection, { text }).then(String, (error: { code: string }) => error.code)
    return { server, connect, connection, drops, codeOf }
  }

  it('an unmount sends what waits if the socket opens within lingerMs', async () => {
    const { server, connection } = await start()
    const release = connection.retain()
    connection.send({ text: 'a' })
    release()
    await waitFor(() => server.messages.length === 1)
  })

  it('an unmount drops what waits after lingerMs', async () => {
    const { server, connection, drops } = await start()
    await server.down()
    const release = connection.retain()
    connection.send({ text: 'a' })
    release()
    await waitFor(() => drops.length === 1)
    expect(drops).toEqual(['closed'])
  })

  it('a pending request keeps the connection open after an unmount', async () => {
    const { server, connection, codeOf } = await start()
    connection.retain()()
    const code = codeOf('a')
    await waitFor(() => server.messages.length === 1)
    await pause(1300)
    expect(connection.getSnapshot().phase).toBe('open')
    server.broadcast(JSON.stringify({ id: '1' }))
    expect(await code).toBe('[object Object]')
  })

  it('clearQueue() drops what waits, rejects requests in the queue, and leaves the socket open', async () => {
    const { server, connection, drops, codeOf } = await start()
    connection.retain()
    connection.send({ text: 'a' })
    const code = codeOf('b')
    expect(connection.clearQueue()).toBe(2)
    expect([await code, ...drops]).toEqual(['request-lost', 'cleared', 'cleared'])
    await untilPhase(connection, 'open')
    expect(server.messages).toEqual([])
  })

  it.each<[string, (connection: Connection<never, never>) => void, boolean]>([
    ['disconnect()', (connection) => connection.disconnect(), true],
    ['dispose()', (connection) => connection.dispose(), false],
  ])('%s drops what waits, rejects requests and closes the socket', async (_name, end, isSame) => {
    const { server, connect, connection, drops, codeOf } = await start()
    const release = connection.retain()
    await untilPhase(connection, 'open')
    const sent = codeOf('sent')
    await waitFor(() => server.messages.length === 1)
    await server.down()
    await untilPhase(connection, 'waiting')
    expect(await sent).toBe('request-lost')
    connection.send({ text: 'a' })
    const queued = codeOf('b')
    end(connection as Connection<never, never>)
    release()
    expect([await queued, ...drops]).toEqual(['request-lost', 'closed', 'closed'])
    await server.up()
    const next = connect()
    expect(next === connection).toBe(isSame)
    next.retain()
    await (isSame ? pause(300) : untilPhase(next, 'open'))
    expect(next.getSnapshot().phase).toBe(isSame ? 'closed' : 'open')
    expect(server.messages).toHaveLength(1)
  })
})

describe('the logout of the page', () => {
  type Page = { logoutAfterSending(connection: Connection<unknown, string>): Promise<string[]> }
  const load = () => runBlock<Page>(PAGE, 'logoutAfterSending', '')
  const chat = (url: string) => registryOverWs().connection(url) as unknown as Connection<unknown, string>

  it('sends what waits before it ends the connection', async () => {
    const { logoutAfterSending } = await load()
    const server = await serve({ echo: false })
    const connection = chat(server.url)
    connection.retain()
    connection.send('last')
    expect(await logoutAfterSending(connection)).toEqual([])
    expect(connection.getSnapshot().phase).toBe('closed')
    await waitFor(() => server.messages.length === 1)
  })

  it('returns what could not be sent in two seconds', async () => {
    const { logoutAfterSending } = await load()
    const server = await serve({ echo: false })
    await server.down()
    const connection = chat(server.url)
    connection.retain()
    connection.send('last')
    expect(await logoutAfterSending(connection)).toEqual(['last'])
    await server.up()
    await pause(100)
    expect(server.opened).toBe(0)
  })

  it('ends all connections of the default registry, which can be used again', async () => {
    const server = await serve({ echo: false })
    const registry = registryOverWs()
    const modules = { 'websocket-store': async () => ({ getDefaultRegistry: () => registry }) }
    const { logoutEverywhere } = await runBlock<{ logoutEverywhere(): void }>(PAGE, 'logoutEverywhere', '', { modules })
    const connections = ['a', 'b'].map((key) => registry.connection(server.url, { key }))
    connections.forEach((connection) => connection.retain())
    await waitFor(() => server.alive === 2)
    logoutEverywhere()
    await waitFor(() => server.alive === 0)
    registry.connection(server.url, { key: 'a' }).retain()
    await waitFor(() => server.alive === 1)
  })
})

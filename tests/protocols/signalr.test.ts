import { describe, expect, it } from 'vitest'
import { channel, createConnection, request, requestStream, respond } from 'websocket-store'
import { invoke, signalrOptions, stream, type Invocation, type SignalrSettings } from '../../examples/protocols/signalr/client'
import { startServer, type SignalrServerSettings } from '../../examples/protocols/signalr/server'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

async function start(settings: SignalrSettings = {}, serverSettings: SignalrServerSettings = {}) {
  const server = ending(await startServer(serverSettings))
  const connection = ending(createConnection(server.url, quick(signalrOptions(settings))))
  const release = connection.retain()
  return { server, connection, release }
}

const HANDSHAKE = { protocol: 'json', version: 1 }
const message = (target: string, ...args: unknown[]) => ({ type: 1, target, arguments: args })

describe('SignalR', () => {
  it('shakes hands first, and sends what waited afterwards', shows('connect'), async () => {
    const { server, connection } = await start()
    await expect(request(connection, invoke('Add', 1, 2))).resolves.toBe(3)
    expect(server.records).toEqual([[HANDSHAKE, { type: 1, target: 'Add', arguments: [1, 2], invocationId: '1' }]])
  })

  it('rejects a call with the error of its completion', shows('request'), async () => {
    const { connection } = await start()
    await expect(request(connection, invoke('Fly'))).rejects.toMatchObject({
      code: 'request-refused',
      cause: { message: "Unknown hub method 'Fly'" },
    })
  })

  it('passes on the calls of the hub by method, in order, however the records are cut into frames', shows('special'), async () => {
    const { server, connection } = await start()
    const news: unknown[] = []
    channel(connection, 'News').onMessage((each) => void (each.type === 1 && news.push(each.arguments[0])))
    await untilPhase(connection, 'open')
    // The cut is inside a record once, between two records once; each time a frame holds more than one.
    server.sendCut([message('News', 'a'), message('Other', 'x'), message('News', 'b'), message('News', 'c')], 60)
    server.sendCut([message('News', 'd')], JSON.stringify(message('News', 'd')).length + 1)
    await waitFor(() => news.length === 4)
    expect(news).toEqual(['a', 'b', 'c', 'd'])
    expect(server.frames).toHaveLength(1)
  })

  it('does not join half a record of a broken socket with the next one', shows('cut and resume', 'special'), async () => {
    const { server, connection } = await start()
    const news: unknown[] = []
    const errors: unknown[] = []
    channel(connection, 'News').onMessage((each) => void (each.type === 1 && news.push(each.arguments[0])))
    connection.on('error', ({ code }) => void errors.push(code))
    await untilPhase(connection, 'open')
    server.broadcast(`${JSON.stringify(message('News', 'before'))}\u001E{"type":1,"target":"Ne`)
    await waitFor(() => news.length === 1)
    server.cut()
    await waitFor(() => server.records.length === 2 && connection.getSnapshot().phase === 'open')
    server.invoke('News', ['after'])
    await waitFor(() => news.length === 2)
    expect(news).toEqual(['before', 'after'])
    expect(server.records[1]).toEqual([HANDSHAKE])
    expect(errors).not.toContain('decode-failed')
  })

  it('yields the items of a stream until its completion', shows('request', 'special'), async () => {
    const { connection } = await start()
    const items: unknown[] = []
    for await (const item of requestStream(connection, stream('Counter', 3))) items.push(item)
    expect(items).toEqual([1, 2, 3])
  })

  it('cancels a stream that its reader left', shows('special'), async () => {
    const { server, connection } = await start()
    for await (const item of requestStream(connection, stream('Counter'))) if (Object.is(item, 2)) break
    await waitFor(() => server.records[0]!.length === 3)
    expect(server.records[0]!.slice(1)).toEqual([
      { type: 4, target: 'Counter', arguments: [], invocationId: '1' },
      { type: 5, invocationId: '1' },
    ])
  })

  it('answers each call of the hub that waits for a result, also one that fails or that nobody handles', shows('special'), async () => {
    const { server, connection } = await start()
    const nameOf = ({ arguments: [id] }: Invocation) => {
      if (id === 1) return 'Anna'
      throw new Error('Nobody has this id.')
    }
    respond(connection, nameOf, { match: ({ target }) => target === 'Name' })
    await untilPhase(connection, 'open')
    server.invoke('Name', [1], 'a')
    server.invoke('Name', [2], 'b')
    server.invoke('Age', [1], 'c')
    await waitFor(() => server.records[0]!.length === 4)
    expect(new Set(server.records[0]!.slice(1))).toEqual(
      new Set([
        { type: 3, invocationId: 'a', result: 'Anna' },
        { type: 3, invocationId: 'b', error: 'Nobody has this id.' },
        { type: 3, invocationId: 'c', error: "Client didn't provide a result." },
      ]),
    )
  })

  it('pings on its own and takes the pings of the hub, neither of which is answered', shows('heartbeat'), async () => {
    const { server, connection } = await start({ keepAliveMs: 20, serverTimeoutMs: 400 }, { keepAliveMs: 20, clientTimeoutMs: 400 })
    const received: unknown[] = []
    connection.onMessage((each) => void received.push(each))
    await waitFor(() => server.frames.length >= 30)
    expect(server.records[0]!.slice(1).every(({ type }) => type === 6)).toBe(true)
    expect(received).toEqual([])
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('replaces the socket of a hub whose pings stop', shows('heartbeat'), async () => {
    const { server } = await start({ keepAliveMs: 20, serverTimeoutMs: 60 }, { keepAliveMs: 10_000 })
    await waitFor(() => server.records[1]?.length === 1)
  })

  it('connects again after a Close message that allows it, and after a cut', shows('cut and resume', 'special'), async () => {
    const { server, connection } = await start()
    await untilPhase(connection, 'open')
    server.closeAll({ allowReconnect: true })
    await waitFor(() => server.records.length === 2 && connection.getSnapshot().phase === 'open')
    server.cut()
    await waitFor(() => server.records.length === 3 && connection.getSnapshot().phase === 'open')
    expect(server.records).toEqual([[HANDSHAKE], [HANDSHAKE], [HANDSHAKE]])
  })

  it('stays closed after a Close message that does not', shows('special'), async () => {
    const { server, connection } = await start()
    await untilPhase(connection, 'open')
    server.closeAll({ error: 'Hub is shutting down.' })
    await untilPhase(connection, 'closed')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'closed' })
  })

  it('closes with 1000 after the last release', shows('leave cleanly'), async () => {
    const { server, connection, release } = await start()
    await untilPhase(connection, 'open')
    release()
    await expectCleanClose(server)
  })
})

import { describe, expect, it } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { phoenixOptions, push, type PhoenixMessage, type PhoenixSettings } from '../../examples/protocols/phoenix/client'
import { startServer, type PhoenixServerSettings } from '../../examples/protocols/phoenix/server'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'

async function start(settings: PhoenixSettings = {}, serverSettings: PhoenixServerSettings = {}) {
  const server = ending(await startServer(serverSettings))
  const connection = ending(createConnection(server.url, quick(phoenixOptions(settings))))
  const release = connection.retain()
  const joinsOf = (socket: number, topic: string) =>
    (server.messages[socket] ?? []).filter(([, , each, event]) => each === topic && event === 'phx_join')
  return { server, connection, release, joinsOf }
}

const eventsOf = (messages: readonly PhoenixMessage[] | undefined) => messages?.map(([, , topic, event]) => `${topic} ${event}`)

describe('Phoenix', () => {
  it('joins a topic once for two holders, and passes on broadcasts only', shows('connect', 'subscribe'), async () => {
    const { server, connection } = await start({ params: (topic) => ({ of: topic }) })
    const room = channel(connection, 'room:1')
    const received: unknown[] = []
    room.onMessage(([, , , event, payload]) => void received.push([event, payload]))
    room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    server.broadcast('room:1', 'shout', { text: 'hello' })
    server.broadcast('room:2', 'shout', { text: 'not joined' })
    server.broadcast('room:1', 'shout', { text: 'again' })
    await waitFor(() => received.length === 2)
    expect(received).toEqual([['shout', { text: 'hello' }], ['shout', { text: 'again' }]])
    expect(server.messages[0]).toEqual([['join-1', 'join-1', 'room:1', 'phx_join', { of: 'room:1' }]])
  })

  it('pushes with the join reference of the topic, and gets the reply or the refusal', shows('request'), async () => {
    const { server, connection } = await start()
    channel(connection, 'room:1').retain()
    await expect(request(connection, push('room:1', 'shout', { text: 'hi' }))).resolves.toEqual({ heard: true })
    await expect(request(connection, push('room:1', 'dance', {}))).rejects.toMatchObject({
      code: 'request-refused',
      cause: { response: { reason: 'unknown event dance' } },
    })
    expect(server.messages[0]!.slice(1).map(([joinRef]) => joinRef)).toEqual(['join-1', 'join-1'])
  })

  it('shows a refused join as an error and keeps the other topics', shows('subscribe'), async () => {
    const { connection } = await start()
    const [secret, room] = [channel(connection, 'secret:1'), channel(connection, 'room:1')]
    secret.retain()
    room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    await waitFor(() => secret.getSnapshot().status === 'error')
    expect(secret.getSnapshot().error).toEqual({ reason: 'unauthorized' })
    expect(connection.getSnapshot().phase).toBe('open')
  })

  it('joins again on the same socket, with another reference, when the channel crashed', shows('special'), async () => {
    const { server, connection, joinsOf } = await start()
    const room = channel(connection, 'room:1')
    room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    server.crash('room:1')
    await waitFor(() => server.joined('room:1') === 1 && room.getSnapshot().status === 'subscribed')
    expect(joinsOf(0, 'room:1').map(([joinRef]) => joinRef)).toEqual(['join-1', 'join-2'])
    expect(server.framesBySocket).toHaveLength(1)
    await expect(request(connection, push('room:1', 'shout', {}))).resolves.toEqual({ heard: true })
  })

  it('ignores what belongs to an earlier join of the topic', shows('special'), async () => {
    const { server, connection, joinsOf } = await start()
    const room = channel(connection, 'room:1')
    room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    // The server answers the leave with a phx_close, which arrives after the next join was sent.
    room.resubscribe()
    await waitFor(() => joinsOf(0, 'room:1').length === 2)
    await expect(request(connection, push('room:1', 'shout', {}))).resolves.toEqual({ heard: true })
    expect(room.getSnapshot().status).toBe('subscribed')
    expect(eventsOf(server.messages[0])).toEqual(['room:1 phx_join', 'room:1 phx_leave', 'room:1 phx_join', 'room:1 shout'])
  })

  it('does not join a topic again that the server closed, not after a cut either', shows('special'), async () => {
    const { server, connection, joinsOf } = await start()
    const [ended, room] = [channel(connection, 'ended:1'), channel(connection, 'room:1')]
    ended.retain()
    room.retain()
    await waitFor(() => ended.getSnapshot().status === 'subscribed')
    server.end('ended:1')
    await waitFor(() => ended.getSnapshot().status === 'ended')
    server.cut()
    await waitFor(() => joinsOf(1, 'room:1').length === 1 && room.getSnapshot().status === 'subscribed')
    expect(joinsOf(1, 'ended:1')).toEqual([])
    expect(ended.getSnapshot().status).toBe('ended')
  })

  it('joins each topic once after a cut, before the push that waited, which carries the new join reference', shows('cut and resume'), async () => {
    const { server, connection } = await start()
    const room = channel(connection, 'room:1')
    room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    server.cut()
    await untilPhase(connection, 'waiting')
    await expect(request(connection, push('room:1', 'shout', { text: 'late' }))).resolves.toEqual({ heard: true })
    expect(eventsOf(server.messages[1])).toEqual(['room:1 phx_join', 'room:1 shout'])
    expect(server.messages[1]!.map(([joinRef]) => joinRef)).toEqual(['join-2', 'join-2'])
  })

  it('beats on the topic `phoenix`, which nobody receives, and is not closed for silence', shows('heartbeat'), async () => {
    const { server, connection } = await start({ heartbeatMs: 20 }, { timeoutMs: 400 })
    const received: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    await waitFor(() => server.frames.length >= 30)
    expect(server.frames[0]).toBe('[null,"heartbeat","phoenix","heartbeat",{}]')
    expect(received).toEqual([])
    expect(connection.getSnapshot().latencyMs).not.toBeNull()
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('leaves with the reference of its join, and closes with 1000', shows('leave cleanly'), async () => {
    const { server, connection, release } = await start()
    const room = channel(connection, 'room:1')
    const leave = room.retain()
    await waitFor(() => room.getSnapshot().status === 'subscribed')
    leave()
    await waitFor(() => server.joined('room:1') === 0)
    release()
    await waitFor(() => server.closes.length === 1)
    expect(server.messages[0]!.at(-1)).toMatchObject(['join-1', expect.any(String), 'room:1', 'phx_leave', {}])
    expect(server.closes).toEqual([{ code: 1000, reason: '' }])
  })
})

import { describe, expect, it } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { centrifugoOptions, publicationsOf, rpc } from '../../examples/protocols/centrifugo/client'
import { startServer, type CentrifugoServerSettings } from '../../examples/protocols/centrifugo/server'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'
import { expectCleanClose } from './support/clean-close'

async function start({ token, ...serverSettings }: CentrifugoServerSettings & { token?: string } = {}, serverToken?: string) {
  const server = ending(await startServer({ ...serverSettings, ...(serverToken !== undefined && { token: serverToken }) }))
  const connection = ending(createConnection(server.url, quick(centrifugoOptions(token === undefined ? {} : { token: () => token }))))
  const release = connection.retain()
  const open = (key: string) => {
    const source = channel(connection, key)
    const received: unknown[] = []
    const leave = source.onMessage((message) => void received.push(...publicationsOf(message).map(({ data }) => data)))
    return { source, received, leave, isSubscribed: () => source.getSnapshot().status === 'subscribed' }
  }
  const subscribesOf = (socket: number) => (server.commands[socket] ?? []).flatMap((command) => command['subscribe'] ?? [])
  return { server, connection, release, open, subscribesOf }
}

describe('Centrifugo', () => {
  it('connects with its token, then subscribes all channels in one frame', shows('connect', 'authenticate', 'subscribe', 'special'), async () => {
    const { server, open } = await start({ token: 'jwt' }, 'jwt')
    const [a, b] = [open('a'), open('b')]
    await waitFor(() => a.isSubscribed() && b.isSubscribed())
    expect(server.frames[0]).toBe('{"id":1,"connect":{"token":"jwt"}}')
    expect(server.frames[1]).toBe('{"id":3,"subscribe":{"channel":"a"}}\n{"id":5,"subscribe":{"channel":"b"}}')
    expect(server.frames).toHaveLength(2)
    expect(a.source.getSnapshot().recovery).toBe('fresh')
  })

  it('stops for good when the server refuses the token with a terminal code', shows('authenticate'), async () => {
    const { server, connection } = await start({ token: 'wrong' }, 'right')
    await untilPhase(connection, 'closed')
    expect(server.closes).toEqual([{ code: 3500, reason: 'invalid token' }])
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('passes on each of the pushes that share a frame, in order', shows('subscribe', 'special'), async () => {
    const { server, open } = await start()
    const a = open('a')
    await waitFor(a.isSubscribed)
    server.publish('a', 1, 2, 3)
    server.publish('b', 'elsewhere')
    server.publish('a', 4)
    await waitFor(() => a.received.length === 4)
    expect(a.received).toEqual([1, 2, 3, 4])
  })

  it('continues after a cut from its offset, and receives each missed publication once', shows('cut and resume', 'special'), async () => {
    const { server, connection, open, subscribesOf } = await start()
    const [a, quiet] = [open('a'), open('quiet')]
    await waitFor(() => a.isSubscribed() && quiet.isSubscribed())
    server.publish('a', 1, 2)
    await waitFor(() => a.received.length === 2)
    server.cut()
    await untilPhase(connection, 'waiting')
    server.publish('a', 3, 4)
    await waitFor(() => a.received.length === 4)
    server.publish('a', 5)
    await waitFor(() => a.received.length === 5)
    expect(a.received).toEqual([1, 2, 3, 4, 5])
    expect(a.source.getSnapshot()).toMatchObject({ status: 'subscribed', recovery: 'resumed' })
    expect(subscribesOf(1)).toEqual([
      { channel: 'a', recover: true, offset: 2, epoch: 'e1' },
      { channel: 'quiet', recover: true, offset: 0, epoch: 'e2' },
    ])
  })

  it('says that publications were lost when the server has another epoch', shows('cut and resume', 'special'), async () => {
    const { server, connection, open, subscribesOf } = await start()
    const a = open('a')
    await waitFor(a.isSubscribed)
    server.publish('a', 1)
    await waitFor(() => a.received.length === 1)
    server.cut()
    await untilPhase(connection, 'waiting')
    server.forget('a')
    await waitFor(() => a.isSubscribed() && a.source.getSnapshot().recovery === 'gap')
    server.publish('a', 'new')
    await waitFor(() => a.received.length === 2)
    server.cut()
    await waitFor(() => subscribesOf(2).length === 1)
    expect(subscribesOf(2)).toEqual([{ channel: 'a', recover: true, offset: 1, epoch: 'e2' }])
  })

  it('subscribes again on the same socket when the server asks for it, and never when the channel has ended', shows('special'), async () => {
    const { server, open, subscribesOf } = await start()
    const [a, b] = [open('a'), open('b')]
    await waitFor(() => a.isSubscribed() && b.isSubscribed())
    server.unsubscribe('a', 2500)
    server.unsubscribe('b', 2000)
    await waitFor(() => subscribesOf(0).length === 3 && a.isSubscribed())
    expect(b.source.getSnapshot().status).toBe('ended')
    server.cut()
    await waitFor(() => server.commands.length === 2 && a.isSubscribed())
    expect(subscribesOf(1)).toMatchObject([{ channel: 'a' }])
  })

  it('shows a refused channel as an error and keeps the others', shows('subscribe'), async () => {
    const { open } = await start()
    const [secret, a] = [open('secret:1'), open('a')]
    await waitFor(() => a.isSubscribed() && secret.source.getSnapshot().status === 'error')
    expect(secret.source.getSnapshot().error).toEqual({ code: 103, message: 'permission denied' })
  })

  it('calls methods, with ids that no subscription uses', shows('request'), async () => {
    const { server, connection, open } = await start()
    const a = open('a')
    const [sum] = await Promise.all([request(connection, rpc('add', [1, 2, 3])), waitFor(a.isSubscribed)])
    expect(sum).toBe(6)
    await expect(request(connection, rpc('fly', null))).rejects.toMatchObject({ code: 'request-refused', cause: { code: 104 } })
    const ids = server.commands[0]!.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('answers the pings of the server, which nobody receives', shows('heartbeat'), async () => {
    const { server, connection } = await start({ ping: 0.1 })
    const received: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    await waitFor(() => server.frames.filter((frame) => frame === '{}').length >= 4)
    expect(received).toEqual([])
    expect(server.framesBySocket).toHaveLength(1)
  })

  it('connects again after a disconnect below 3500', shows('special'), async () => {
    const { server, connection } = await start()
    await untilPhase(connection, 'open')
    server.disconnect(3001, 'shutdown')
    await waitFor(() => server.commands.length === 2 && connection.getSnapshot().phase === 'open')
  })

  it('unsubscribes after the last release, and closes with 1000', shows('leave cleanly'), async () => {
    const { server, open, release } = await start()
    const a = open('a')
    await waitFor(a.isSubscribed)
    a.leave()
    await waitFor(() => server.commands[0]!.some(({ unsubscribe }) => unsubscribe))
    expect(server.commands[0]!.at(-1)).toEqual({ id: 5, unsubscribe: { channel: 'a' } })
    release()
    await expectCleanClose(server)
  })
})

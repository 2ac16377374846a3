import { expect, it } from 'vitest'
import type { Start } from '../../../examples/scale-out/src/engine'
import { connect, logIn } from './support/client'
import { startGateway } from './support/gateways'
import { createMemoryEngine } from './support/memory-engine'

it('is ready when it has read the window, and accepts no socket before', async () => {
  const engine = createMemoryEngine()
  let follower: Parameters<typeof engine.follow>[1] | undefined
  engine.follow = (_, given) => {
    follower = given
    return () => {}
  }
  const { gateway, url, health } = await startGateway(engine)
  const at: Start = { epoch: 'e', first: 1, last: 2 }
  follower!.start(at)
  follower!.entry({ seq: 1, channel: 'news', data: '1' })
  await expect(connect(url)).rejects.toThrow('503')
  expect(await health()).toEqual({ status: 503, body: { ok: false, engine: true, last: 1, sockets: 0 } })
  follower!.entry({ seq: 2, channel: 'news', data: '2' })
  await gateway.ready
  await logIn(url)
  expect(await health()).toEqual({ status: 200, body: { ok: true, engine: true, last: 2, sockets: 1 } })
})

it('closes all sockets when the stream changed, and answers gap afterwards', async () => {
  const engine = createMemoryEngine()
  engine.append('news', 'old')
  const { url } = await startGateway(engine)
  const client = await logIn(url)
  await client.subscribe('news')
  engine.recreate(['news', 'new'], ['news', 'newer'])
  expect(await client.closed).toEqual({ code: 1012, reason: 'stream changed' })
  expect(client.received.map(({ type }) => type)).toEqual(['welcome', 'subscribed'])

  const again = await logIn(url)
  expect(await again.subscribe('news', { seq: 1, epoch: 'epoch 1' })).toMatchObject({ verdict: 'gap' })
})

it('keeps its sockets while the engine is away, accepts no others, and is not healthy', async () => {
  const engine = createMemoryEngine()
  const { url, health, metric } = await startGateway(engine)
  const client = await logIn(url)
  await client.subscribe('news')
  engine.isUp = false
  expect(await health()).toEqual({ status: 503, body: { ok: false, engine: false, last: 0, sockets: 1 } })
  expect(await metric('engine_connected')).toBe(0)
  await expect(connect(url)).rejects.toThrow('503')
  await client.ping()
  engine.isUp = true
  engine.append('news', 1)
  expect(await client.next('message')).toMatchObject({ data: 1 })
  expect((await health()).status).toBe(200)
})

it('accepts no socket while it drains, and closes its own one after the other', async () => {
  const engine = createMemoryEngine()
  const { gateway, url, health } = await startGateway(engine, { drainMs: 300 })
  const clients = await Promise.all(['a', 'b', 'c'].map((user) => logIn(url, { user })))
  await Promise.all(clients.map((client) => client.subscribe('news')))
  const order: number[] = []
  const closes = clients.map(async (client, index) => {
    const close = await client.closed
    order.push(index)
    return close
  })
  const drained = gateway.drain()
  await closes[0]
  expect((await health()).status).toBe(503)
  await expect(connect(url)).rejects.toThrow('503')
  // The last one is served as before.
  engine.append('news', 1)
  expect(await clients[2]!.next('message')).toMatchObject({ data: 1 })
  expect(await Promise.all(closes)).toEqual(clients.map(() => ({ code: 1012, reason: 'draining' })))
  expect(order).toEqual([0, 1, 2])
  await drained
  await expect(health()).rejects.toThrow()
})

it('ends a client that does not answer the close of a drain', async () => {
  const { gateway, url } = await startGateway(createMemoryEngine())
  const client = await logIn(url)
  client.socket.pause()
  await gateway.drain()
  client.socket.resume()
  expect((await client.closed).code).toBe(1012)
})

it('counts messages and verdicts', async () => {
  const engine = createMemoryEngine()
  const { url, metric } = await startGateway(engine, { windowSize: 2 })
  const client = await logIn(url)
  await client.subscribe('news')
  for (const each of [1, 2, 3]) engine.append('news', each)
  await client.subscribe('news', { seq: 2, epoch: 'epoch 1' })
  await client.subscribe('news', { seq: 0, epoch: 'epoch 1' })
  const verdicts = ['fresh', 'resumed', 'gap'].map((verdict) => metric(`subscribed_total{verdict="${verdict}"}`))
  expect(await Promise.all(verdicts)).toEqual([1, 1, 1])
  expect(await metric('messages_sent_total')).toBe(4)
  expect([await metric('window_first'), await metric('window_last')]).toEqual([2, 3])
  expect([await metric('sockets'), await metric('subscriptions'), await metric('slow_readers_total')]).toEqual([1, 1, 0])
})

it('answers 404 to other paths', async () => {
  const { url } = await startGateway(createMemoryEngine())
  expect((await fetch(url.replace('ws:', 'http:').replace('/socket', '/other'))).status).toBe(404)
})

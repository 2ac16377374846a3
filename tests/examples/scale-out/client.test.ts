import { expect, it, onTestFinished, vi } from 'vitest'
import { channel, createConnection, type RecoveryVerdict } from 'websocket-store'
import { WebSocket } from 'ws'
import { createPrices, type Prices } from '../../../examples/scale-out/src/application/prices'
import { feedOptions, type FeedOptions } from '../../../examples/scale-out/src/client'
import type { FromServer } from '../../../examples/scale-out/src/protocol'
import { startGateway, tokenOf } from './support/gateways'
import { createMemoryEngine } from './support/memory-engine'

const OAK = 'prices.OAK'

/** A client of the library that dials these addresses in turn. */
function startClient(urls: readonly string[], prices: Prices, options: Partial<FeedOptions> = {}) {
  let dials = 0
  const served: string[] = []
  const closes: string[] = []
  const connection = createConnection(
    () => urls[dials++ % urls.length]!,
    feedOptions({
      WebSocket: WebSocket as unknown as NonNullable<FeedOptions['WebSocket']>,
      getToken: async () => tokenOf(),
      loadSnapshot: (name) => prices.snapshot(name),
      onGateway: (name) => served.push(name),
      ...options,
    }),
  )
  onTestFinished(() => connection.dispose())
  connection.on('close', ({ reason }) => closes.push(reason))
  const oak = channel(connection, OAK)
  const verdicts: RecoveryVerdict[] = []
  const values: unknown[] = []
  oak.onRecovery((verdict) => verdicts.push(verdict))
  oak.onMessage((message: FromServer) => {
    if (message.type === 'message') values.push(message.data)
  })
  connection.connect()
  return {
    connection,
    verdicts,
    values,
    served,
    closes,
    dials: () => dials,
    isSubscribed: () => vi.waitFor(() => expect(oak.getSnapshot().status).toBe('subscribed'), 10_000),
    received: (...expected: unknown[]) => vi.waitFor(() => expect(values).toEqual(expected), 10_000),
  }
}

it('loads the state first, and continues without loss on another gateway', async () => {
  const engine = createMemoryEngine()
  const prices = createPrices(engine, () => {})
  const [one, two] = [await startGateway(engine, { name: 'one' }), await startGateway(engine, { name: 'two' })]
  await prices.publish(OAK, 1)
  const client = startClient([one.url, two.url], prices)
  await client.received(1)
  await prices.publish(OAK, 2)
  await client.received(1, 2)

  const drained = one.gateway.drain()
  await vi.waitFor(() => expect(client.closes).toEqual(['draining']))
  await prices.publish(OAK, 3)
  await prices.publish(OAK, 4)
  await client.received(1, 2, 3, 4)
  expect(client.verdicts).toEqual(['fresh', 'resumed'])
  expect(client.served).toEqual(['one', 'two'])
  await drained
})

it('loads the state again after the stream changed, without what it has already', async () => {
  const engine = createMemoryEngine()
  const prices = createPrices(engine, () => {})
  const { url } = await startGateway(engine)
  await prices.publish(OAK, 1)
  const client = startClient([url], prices)
  await client.received(1)
  engine.recreate()
  await prices.publish(OAK, 2)
  await prices.publish(OAK, 3)
  await client.received(1, 3)
  await client.isSubscribed()
  await prices.publish(OAK, 4)
  await client.received(1, 3, 4)
  expect(client.verdicts).toEqual(['fresh', 'gap'])
})

it('loads again when the snapshot is of an older epoch than the messages', async () => {
  const engine = createMemoryEngine()
  const prices = createPrices(engine, () => {})
  const { url } = await startGateway(engine)
  await prices.publish(OAK, 1)
  const old = await prices.snapshot(OAK)
  engine.recreate()
  await prices.publish(OAK, 2)
  let loads = 0
  const client = startClient([url], prices, { loadSnapshot: async (name) => (loads++ === 0 ? old : prices.snapshot(name)) })
  await client.received(1)
  await client.isSubscribed()
  await prices.publish(OAK, 3)
  // The message of the new epoch shows that the snapshot was old.
  await client.received(1, 3)
  expect(loads).toBe(2)
})

it('renews its token on the open socket', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const client = startClient([url], createPrices(engine, () => {}), { getToken: async () => tokenOf({ expiresAt: Date.now() + 600 }) })
  await vi.waitFor(() => expect(client.served.length).toBeGreaterThan(3), 10_000)
  expect([client.dials(), client.closes]).toEqual([1, []])
})

it('gets a new token when the old one has expired, and ends with an error when that is not valid either', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const client = startClient([url], createPrices(engine, () => {}), { getToken: async () => tokenOf({ expiresAt: 0 }) })
  await vi.waitFor(() => expect(client.connection.getSnapshot().error).toMatchObject({ code: 'closed', fatal: true }), 10_000)
  expect(client.dials()).toBe(2)
})

it('shows the error of a channel that is refused', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const client = startClient([url], createPrices(engine, () => {}), { getToken: async () => tokenOf({ channels: ['prices.*'] }) })
  const secret = channel(client.connection, 'secret')
  onTestFinished(secret.onMessage(() => {}))
  await vi.waitFor(() => expect(secret.getSnapshot()).toMatchObject({ status: 'error', error: new Error('not allowed') }), 10_000)
})

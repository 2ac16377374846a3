import { expect, it, onTestFinished } from 'vitest'
import { channel, json, recovery, type ChannelProtocol } from 'websocket-store'
import { createTestChannels, createTestServer, type TestChannelsOptions } from 'websocket-store/testing'

type ToServer = { type: 'subscribe'; channel: string; after?: number | undefined } | { type: 'unsubscribe'; channel: string }
type FromServer =
  | { type: 'subscribed'; channel: string; verdict: 'fresh' | 'resumed' | 'gap' }
  | { type: 'refused' | 'ended'; channel: string }
  | { type: 'price'; channel: string; seq: number; price: number }

const codec = json<FromServer, ToServer>()

function start(options: TestChannelsOptions = {}) {
  const server = createTestServer({ codec, clock: 'stopped' })
  onTestFinished(() => server.stop())
  const prices = createTestChannels(
    server,
    {
      subscribe: (message) => (message.type === 'subscribe' ? { key: message.channel, position: message.after } : undefined),
      unsubscribe: (message) => (message.type === 'unsubscribe' ? message.channel : undefined),
      message: (key, seq, price: number) => ({ type: 'price', channel: key, seq, price }),
      confirm: (key, { verdict }) => ({ type: 'subscribed', channel: key, verdict }),
      refuse: (key) => ({ type: 'refused', channel: key }),
      end: (key) => ({ type: 'ended', channel: key }),
    },
    options,
  )
  const channels: ChannelProtocol<FromServer, ToServer, number> = {
    subscribe: (key, after) => ({ type: 'subscribe', channel: key, after }),
    unsubscribe: (key) => ({ type: 'unsubscribe', channel: key }),
    route: (message) => message.channel,
    ackOf: (message) => (message.type === 'subscribed' ? message.channel : undefined),
    errorOf: (message) => (message.type === 'refused' ? { key: message.channel, error: 'refused' } : undefined),
    endOf: (message) => (message.type === 'ended' ? message.channel : undefined),
    positionOf: (message) => (message.type === 'price' ? message.seq : undefined),
    recovery: recovery({
      verdictOf: (ack) => (ack.type === 'subscribed' ? ack.verdict : undefined),
      isGap: (position, previous) => position > previous + 1,
      load: async (key) => {
        const history = prices.history(key)
        const messages = history.map(({ position: seq, data: price }) => ({ type: 'price', channel: key, seq, price }) as const)
        return { messages, position: prices.position(key) }
      },
    }),
  }
  const connection = server.registry.connection(server.url, { codec, channels })
  const subscription = channel(connection, 'BTC')
  const seen: number[] = []
  const verdicts: unknown[] = []
  subscription.onMessage((message) => message.type === 'price' && seen.push(message.price))
  subscription.subscribe(() => void verdicts.push(subscription.getSnapshot().recovery))
  onTestFinished(connection.retain())
  onTestFinished(subscription.retain())
  return { server, prices, subscription, seen, verdicts }
}

it('sends published messages to the subscribers', async () => {
  const { server, prices, seen } = start()
  await prices.subscribed('BTC')
  expect(prices.publish('BTC', 10)).toBe(1)
  prices.publish('ETH', 99)
  await server.settled()
  expect(seen).toEqual([10])
  expect(prices.subscribers('BTC')).toEqual(server.connections)
})

it('continues a subscription with what was missed', async () => {
  const { server, prices, seen, verdicts } = start()
  await prices.subscribed('BTC')
  prices.publish('BTC', 10)
  await server.settled()
  server.cut()
  await server.settled()
  prices.publish('BTC', 11)
  prices.publish('BTC', 12)
  await server.advance(5000)
  expect(seen).toEqual([10, 11, 12])
  expect(verdicts).toContain('resumed')
})

it.each([
  ['the history was dropped', {}, (prices: { forget(): void }) => prices.forget()],
  ['the history is too short', { keep: 1 }, () => {}],
])('reports a gap when %s', async (_why, options, act) => {
  const { server, prices, verdicts } = start(options)
  await prices.subscribed('BTC')
  prices.publish('BTC', 10)
  await server.settled()
  server.cut()
  await server.settled()
  prices.publish('BTC', 11)
  prices.publish('BTC', 12)
  act(prices)
  await server.advance(5000)
  expect(verdicts).toContain('gap')
})

it('shows a gap after a lost message, which the client loads', async () => {
  const { server, prices, seen } = start()
  await prices.subscribed('BTC')
  await server.settled()
  prices.publish('BTC', 10)
  prices.lose('BTC', 11)
  await server.settled()
  expect(seen).toEqual([10])
  prices.publish('BTC', 12)
  await server.settled()
  expect(seen.slice(-3)).toEqual([10, 11, 12])
})

it('refuses until allow(), and the client asks again', async () => {
  const { server, prices, subscription } = start()
  prices.refuse('BTC')
  await server.received({ type: 'subscribe' })
  await server.settled()
  expect(subscription.getSnapshot().status).toBe('error')
  prices.allow('BTC')
  await server.advance(60_000)
  expect(subscription.getSnapshot().status).toBe('subscribed')
})

it('ends a channel for its subscribers', async () => {
  const { server, prices, subscription } = start()
  await prices.subscribed('BTC')
  await server.settled()
  prices.end('BTC')
  await server.settled()
  expect(subscription.getSnapshot().status).toBe('ended')
  expect(prices.subscribers('BTC')).toEqual([])
})

it('says what is missing, with numbers', async () => {
  const server = createTestServer({ waitMs: 20 })
  onTestFinished(() => server.stop())
  const channels = createTestChannels(server, { subscribe: () => undefined, message: (_key, _position, data: string) => data })
  await expect(channels.subscribed('BTC', 2)).rejects.toThrow('Expected 2 subscriptions to BTC, but there are 0, within 20 ms.')
  expect(() => channels.refuse('BTC')).toThrow('refuse() needs the function `refuse` of the protocol')
  expect(() => channels.end('BTC')).toThrow('end() needs the function `end` of the protocol')
})

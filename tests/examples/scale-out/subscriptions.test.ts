import { expect, it } from 'vitest'
import { connect, logIn } from './support/client'
import { startGateway } from './support/gateways'
import { createMemoryEngine } from './support/memory-engine'

const data = (messages: readonly { readonly type: string }[]) =>
  messages.flatMap((message) => ('data' in message ? [message.data] : []))

it('sends each message of the channel with its position, after the confirmation', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const client = await logIn(url)
  expect(await client.subscribe('prices.OAK')).toEqual({ type: 'subscribed', channel: 'prices.OAK', verdict: 'fresh' })
  engine.append('prices.ELM', 1)
  engine.append('prices.OAK', { value: 2 })
  const position = { seq: 2, epoch: 'epoch 1' }
  expect(await client.next('message')).toEqual({ type: 'message', channel: 'prices.OAK', position, data: { value: 2 } })
})

it('resumes with what the client has missed', async () => {
  const engine = createMemoryEngine()
  for (const each of [1, 2, 3, 4]) engine.append(each % 2 ? 'odd' : 'even', each)
  const { url } = await startGateway(engine)
  const client = await logIn(url)
  expect(await client.subscribe('odd', { seq: 1, epoch: 'epoch 1' })).toMatchObject({ verdict: 'resumed' })
  engine.append('odd', 5)
  await client.ping()
  expect(data(client.received)).toEqual([3, 5])
})

it.each([
  ['is older than the window', { seq: 1, epoch: 'epoch 1' }],
  ['is of another epoch', { seq: 9, epoch: 'epoch 0' }],
  ['is later than what the gateway has read', { seq: 99, epoch: 'epoch 1' }],
])('answers gap to a position that %s', async (_, position) => {
  const engine = createMemoryEngine()
  for (let each = 1; each <= 10; each++) engine.append('news', each)
  const { url } = await startGateway(engine, { windowSize: 3 })
  const client = await logIn(url)
  expect(await client.subscribe('news', position)).toMatchObject({ verdict: 'gap' })
  engine.append('news', 'live')
  await client.ping()
  expect(data(client.received)).toEqual(['live'])
})

it('answers gap when it would have to send too much at once', async () => {
  const engine = createMemoryEngine()
  engine.append('news', 0)
  for (let each = 1; each <= 10; each++) engine.append('news', 'x'.repeat(1000))
  const { url } = await startGateway(engine, { maxBufferedBytes: 10_000 })
  const client = await logIn(url)
  expect(await client.subscribe('news', { seq: 1, epoch: 'epoch 1' })).toMatchObject({ verdict: 'gap' })
  await client.ping()
  expect(data(client.received)).toEqual([])
})

it('refuses a channel that the token does not allow', async () => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url, { channels: ['news'] })
  client.send({ type: 'subscribe', channel: 'secret' })
  expect(await client.next('refused')).toEqual({ type: 'refused', channel: 'secret', reason: 'not allowed' })
})

it('refuses more than 1000 channels of one socket', async () => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url)
  for (let each = 0; each <= 1000; each++) client.send({ type: 'subscribe', channel: `c${each}` })
  expect(await client.next('refused')).toEqual({ type: 'refused', channel: 'c1000', reason: 'too many channels' })
})

it('sends nothing after unsubscribe, and each message once after a second subscribe', async () => {
  const engine = createMemoryEngine()
  const { url, metric } = await startGateway(engine)
  const client = await logIn(url)
  await client.subscribe('news')
  client.send({ type: 'unsubscribe', channel: 'news' })
  await client.ping()
  engine.append('news', 'not sent')
  await client.subscribe('news')
  await client.subscribe('news')
  engine.append('news', 'sent')
  await client.ping()
  expect(data(client.received)).toEqual(['sent'])
  expect(await metric('subscriptions')).toBe(1)
})

it('forgets the subscriptions of a socket that closed', async () => {
  const { url, metric } = await startGateway(createMemoryEngine())
  const client = await logIn(url)
  await client.subscribe('news')
  client.socket.close()
  await client.closed
  // The server saw the close first, because it answered it.
  expect([await metric('subscriptions'), await metric('sockets')]).toEqual([0, 0])
})

it('drops a client that does not read, and serves the others', async () => {
  const engine = createMemoryEngine()
  const { url, metric } = await startGateway(engine, { maxBufferedBytes: 1_000_000 })
  const slow = await logIn(url)
  const other = await logIn(url)
  await slow.subscribe('news')
  await other.subscribe('prices')
  slow.socket.pause()
  // The operating system buffers some megabytes.
  for (let each = 0; each < 40; each++) engine.append('news', 'x'.repeat(1_000_000))
  expect(await metric('slow_readers_total')).toBe(1)
  slow.socket.resume()
  expect(await slow.closed).toMatchObject({ code: 1006 })
  engine.append('prices', 1)
  expect(await other.next('message')).toMatchObject({ data: 1 })
  expect(await metric('sockets')).toBe(1)
})

it('rejects a message that is too large', async () => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await connect(url)
  client.send('x'.repeat(20_000))
  expect(await client.closed).toMatchObject({ code: 1009 })
})

import { afterEach, expect, it, vi } from 'vitest'
import { connect, logIn } from './support/client'
import { startGateway, tokenOf } from './support/gateways'
import { createMemoryEngine } from './support/memory-engine'

const SECOND = 1000

/** Timers and the clock are fake, sockets are real. */
function useFakeTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
}

afterEach(() => void vi.useRealTimers())

it('welcomes a valid token, and names the gateway and the time of the renewal', async () => {
  useFakeTime()
  const { url } = await startGateway(createMemoryEngine(), { name: 'gateway-7' })
  const client = await connect(url)
  client.send({ type: 'auth', token: tokenOf({ expiresAt: Date.now() + 30 * SECOND }) })
  expect(await client.next('welcome')).toEqual({ type: 'welcome', renewAfterMs: 20 * SECOND, gateway: 'gateway-7' })
})

it.each([
  ['an expired token', () => tokenOf({ expiresAt: Date.now() - 1 })],
  ['a changed token', () => `${tokenOf()}x`],
  ['no token', () => undefined as unknown as string],
])('closes with 4401 for %s', async (_, token) => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await connect(url)
  client.send({ type: 'auth', token: token() })
  expect(await client.closed).toEqual({ code: 4401, reason: 'the token is not valid' })
})

it('closes with 3008, after which clients retry, without a token within 10 seconds', async () => {
  useFakeTime()
  const { url } = await startGateway(createMemoryEngine())
  const client = await connect(url)
  await client.ping()
  vi.advanceTimersByTime(10 * SECOND)
  expect(await client.closed).toEqual({ code: 3008, reason: 'no token' })
})

it('closes with 4401 when the token expires on the open socket', async () => {
  useFakeTime()
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url, { expiresAt: Date.now() + 30 * SECOND })
  vi.advanceTimersByTime(30 * SECOND)
  expect(await client.closed).toEqual({ code: 4401, reason: 'the token has expired' })
})

it('keeps the socket when the token is renewed in time', async () => {
  useFakeTime()
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url, { expiresAt: Date.now() + 30 * SECOND })
  vi.advanceTimersByTime(20 * SECOND)
  client.send({ type: 'auth', token: tokenOf({ expiresAt: Date.now() + 30 * SECOND }) })
  await client.next('welcome')
  vi.advanceTimersByTime(20 * SECOND)
  await client.ping()
})

it('ends the channels that a renewed token does not allow any more', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const client = await logIn(url, { channels: ['prices.*', 'news'] })
  await client.subscribe('prices.OAK')
  await client.subscribe('news')
  client.send({ type: 'auth', token: tokenOf({ channels: ['news'] }) })
  expect(await client.next('refused')).toEqual({ type: 'refused', channel: 'prices.OAK', reason: 'not allowed' })
  await client.next('welcome')
  engine.append('prices.OAK', 1)
  engine.append('news', 2)
  expect(await client.next('message')).toMatchObject({ channel: 'news', data: 2 })
})

it('closes with 1008 when a renewal is of another user', async () => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url, { user: 'anna' })
  client.send({ type: 'auth', token: tokenOf({ user: 'ben' }) })
  expect(await client.closed).toMatchObject({ code: 1008 })
})

it.each([
  ['a subscription before the token', JSON.stringify({ type: 'subscribe', channel: 'news' })],
  ['a text that is not JSON', 'hello'],
])('closes with 1008 for %s', async (_, text) => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await connect(url)
  client.send(text)
  expect(await client.closed).toEqual({ code: 1008, reason: 'the first message must be auth' })
})

it.each([
  ['an unknown type', JSON.stringify({ type: 'shout' })],
  ['a value that is not an object', 'null'],
  ['a channel that is not a name', JSON.stringify({ type: 'subscribe', channel: 'a b' })],
  ['a channel with a wildcard of NATS', JSON.stringify({ type: 'subscribe', channel: 'prices.*' })],
  ['a position without a sequence', JSON.stringify({ type: 'subscribe', channel: 'news', after: { epoch: 'x' } })],
])('closes with 1008 for %s', async (_, text) => {
  const { url } = await startGateway(createMemoryEngine())
  const client = await logIn(url)
  client.send(text)
  expect(await client.closed).toMatchObject({ code: 1008 })
})

it('ends a client that is silent for more than a minute, and no other', async () => {
  useFakeTime()
  const { url } = await startGateway(createMemoryEngine())
  const inTenMinutes = { expiresAt: Date.now() + 600 * SECOND }
  const silent = await logIn(url, inTenMinutes)
  const other = await logIn(url, inTenMinutes)
  vi.advanceTimersByTime(45 * SECOND)
  await other.ping()
  vi.advanceTimersByTime(30 * SECOND)
  expect(await silent.closed).toEqual({ code: 1006, reason: '' })
  await other.ping()
})

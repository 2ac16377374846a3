import { expect, it, vi } from 'vitest'
import { logIn, type Client } from './support/client'
import { startGateway } from './support/gateways'
import { createMemoryEngine } from './support/memory-engine'

const ROOM = 'rooms.lobby'

/** Waits until the client was told of exactly these users. */
async function members(client: Client, ...users: string[]): Promise<void> {
  for (;;) {
    const message = await client.next('members')
    if (message.channel === ROOM && String(message.users) === String(users)) return
  }
}

it('sends the members of a room to all of them, over all gateways', async () => {
  const engine = createMemoryEngine()
  const one = await startGateway(engine, { name: 'one' })
  const two = await startGateway(engine, { name: 'two' })
  const anna = await logIn(one.url, { user: 'anna' })
  await anna.subscribe(ROOM)
  await members(anna, 'anna')
  const ben = await logIn(two.url, { user: 'ben' })
  await ben.subscribe(ROOM)
  await Promise.all([members(anna, 'anna', 'ben'), members(ben, 'anna', 'ben')])
})

it('sends the known members at once to a client that joins', async () => {
  const { url } = await startGateway(createMemoryEngine())
  const first = await logIn(url, { user: 'anna' })
  await first.subscribe(ROOM)
  await members(first, 'anna')
  const second = await logIn(url, { user: 'anna' })
  await second.subscribe(ROOM)
  await second.ping()
  expect(second.received.filter(({ type }) => type === 'members')).toHaveLength(1)
})

it('removes a user when the last of its sockets has left', async () => {
  const engine = createMemoryEngine()
  const one = await startGateway(engine, { name: 'one' })
  const two = await startGateway(engine, { name: 'two' })
  const watcher = await logIn(one.url, { user: 'watcher' })
  await watcher.subscribe(ROOM)
  const sockets = await Promise.all([logIn(one.url), logIn(one.url), logIn(two.url)])
  for (const socket of sockets) await socket.subscribe(ROOM)
  await members(watcher, 'anna', 'watcher')
  sockets[0]!.socket.close()
  await sockets[0]!.closed
  expect(await engine.leases(ROOM)).toEqual(['watcher@one', 'anna@one', 'anna@two'])
  sockets[1]!.send({ type: 'unsubscribe', channel: ROOM })
  await sockets[1]!.ping()
  expect(await engine.leases(ROOM)).toEqual(['watcher@one', 'anna@two'])
  sockets[2]!.socket.terminate()
  await members(watcher, 'watcher')
})

it('removes the users of a killed gateway when their leases end', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine, { name: 'one' })
  await engine.lease(ROOM, 'ben@dead', 500)
  const anna = await logIn(url, { user: 'anna' })
  await anna.subscribe(ROOM)
  await members(anna, 'anna', 'ben')
  await members(anna, 'anna')
})

it('renews the leases of its users', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine, { name: 'one', leaseMs: 300 })
  const anna = await logIn(url, { user: 'anna' })
  await anna.subscribe(ROOM)
  await members(anna, 'anna')
  // The engine loses all leases, for example because it restarts.
  engine.expire('one')
  await expect.poll(() => engine.leases(ROOM)).toEqual(['anna@one'])
})

it('takes the leases back when it drains', async () => {
  const engine = createMemoryEngine()
  const { gateway, url } = await startGateway(engine)
  const anna = await logIn(url, { user: 'anna' })
  await anna.subscribe(ROOM)
  await gateway.drain()
  expect(await engine.leases(ROOM)).toEqual([])
})

it('keeps a user who leaves and joins again while the engine has not answered', async () => {
  const engine = createMemoryEngine()
  const { release } = engine
  const { url } = await startGateway(engine)
  const anna = await logIn(url, { user: 'anna' })
  await anna.subscribe(ROOM)
  const leased = vi.spyOn(engine, 'lease')
  let finish: () => void = () => {}
  const isReleased = new Promise<void>((resolve) => (finish = resolve))
  engine.release = async (...args) => {
    await isReleased
    await release(...args)
  }
  anna.send({ type: 'unsubscribe', channel: ROOM })
  await anna.subscribe(ROOM)
  finish()
  // Once because anna joined again, and once after the release.
  await vi.waitFor(() => expect(leased).toHaveBeenCalledTimes(2))
  expect(await engine.leases(ROOM)).toEqual(['anna@one'])
})

it('reports an engine that fails, and goes on', async () => {
  const engine = createMemoryEngine()
  const { url, errors } = await startGateway(engine)
  const { lease } = engine
  engine.lease = () => Promise.reject(new Error('away'))
  const anna = await logIn(url, { user: 'anna' })
  await anna.subscribe(ROOM)
  await expect.poll(() => errors).toEqual([new Error('away')])
  engine.lease = lease
  await engine.lease(ROOM, 'ben@two', 30_000)
  await members(anna, 'ben')
})

it('has no members in other channels', async () => {
  const engine = createMemoryEngine()
  const { url } = await startGateway(engine)
  const anna = await logIn(url)
  await anna.subscribe('prices.OAK')
  await anna.ping()
  expect(await engine.leases('prices.OAK')).toEqual([])
})

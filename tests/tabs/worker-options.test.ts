import { expect, it } from 'vitest'
import { json, type Connection } from 'websocket-store'
import type { ServedOptions } from '../../src/tabs/worker'
import { fakeNetworkForEachTest } from '../support/fake-network'
import { FakeWorker, openLocalPage, passTime, startLocalServer } from './support/local-worker'

const network = fakeNetworkForEachTest()

async function openOne(optionsFor: () => ServedOptions) {
  const server = startLocalServer(optionsFor)
  const connection = openLocalPage(new FakeWorker(server) as never).registry.connection('ws://localhost/') as unknown as Connection<unknown, unknown>
  connection.retain()
  await passTime(1)
  network().latest.open()
  await passTime(1)
  return { server, connection }
}

it('starts a heartbeat at once when the options of the worker have changed', async () => {
  let options: ServedOptions = {}
  const { server } = await openOne(() => options)
  options = { heartbeat: { intervalMs: 500, timeoutMs: 400, message: 'ping' } }
  await passTime(1000)
  expect(network().latest.sent).toEqual([])
  server.optionsChanged()
  await passTime(501)
  expect(network().latest.sent).toEqual(['ping'])
})

it('encodes the next message with the codec of the new options', async () => {
  let options: ServedOptions = {}
  const { server, connection } = await openOne(() => options)
  connection.send('text')
  await passTime(1)
  options = { codec: json() }
  server.optionsChanged()
  connection.send({ a: 1 })
  await passTime(1)
  expect(network().latest.sent).toEqual(['text', '{"a":1}'])
})

it('uses the url function of the new options for the next attempt', async () => {
  let token = 1
  const { server, connection } = await openOne(() => {
    const own = token
    return { url: () => `ws://localhost/?token=${own}` }
  })
  token = 2
  server.optionsChanged()
  connection.reconnect()
  await passTime(1)
  expect(network().sockets.map(({ url }) => url)).toEqual(['ws://localhost/?token=1', 'ws://localhost/?token=2'])
})

it('keeps the options, and reports the error, when the function throws', async () => {
  let isBroken = false
  const { server, connection } = await openOne(() => {
    if (isBroken) throw new Error('broken')
    return { codec: json() }
  })
  isBroken = true
  server.optionsChanged()
  // It is thrown in a task of its own.
  await expect(passTime(1)).rejects.toThrow('broken')
  connection.send({ a: 1 })
  await passTime(1)
  expect(network().latest.sent).toEqual(['{"a":1}'])
})

it('does not call the function for a connection that no page wants any more', async () => {
  let calls = 0
  const { server, connection } = await openOne(() => {
    calls++
    return { lingerMs: 10 }
  })
  connection.disconnect()
  await passTime(1)
  network().latest.answerClose()
  await passTime(3000)
  server.optionsChanged()
  expect(calls).toBe(1)
})

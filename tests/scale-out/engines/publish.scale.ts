import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startProxy } from '../../faults/server/proxy'
import { ENGINES, natsStreams, openEngine, publish, publishAgain, type OpenEngine } from './open-engine'
import { startReader } from './reader'

describe.each(ENGINES)('%s', (name) => {
  let server: OpenEngine
  beforeEach(async ({ onTestFinished }) => {
    server = await openEngine(name, onTestFinished)
  })

  it('appends an entry once for each id, also after a restart of the engine', async () => {
    const engine = await server.open()
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    const first = await engine.publish('one', 'prices.OAK', '1')
    expect(await engine.publish('one', 'prices.OAK', '1')).toEqual(first)
    await server.process.end('SIGKILL')
    await server.process.start()
    expect((await publishAgain(engine, 'one', '1')).seq).toBe(1)
    expect((await engine.publish('two', 'prices.OAK', '2')).seq).toBe(2)
    await reader.hasRead('2')
    expect(reader.entries.map(({ data }) => data)).toEqual(['1', '2'])
  })

  it('publishes an id again in a new stream', async () => {
    const engine = await server.open()
    await publish(engine, 1, 5)
    await server.deleteStream()
    expect((await publish(engine, 3, 3)).seq).toBe(1)
  })

  it('rejects what is not confirmed in time, and confirms it later with the same id', { timeout: 60_000 }, async () => {
    const proxy = await startProxy(server.process.port)
    onTestFinished(() => proxy.stop())
    const engine = await server.open(proxy.port)
    await publish(engine, 1, 1)
    proxy.stall()
    await expect(publish(engine, 2, 2)).rejects.toThrow()
    // The server gets the first attempt too, and maybe after the second one.
    proxy.resume()
    expect((await publishAgain(engine, 'id-2', '2')).seq).toBe(2)
    expect((await publishAgain(engine, 'id-3', '3')).seq).toBe(3)
  })
})

describe('nats', () => {
  // The server removes the files of a deleted stream after it has forgotten it, and with them those of a new stream of that name.
  it('creates one stream for all publishers, each time with another name', async () => {
    const server = await openEngine('nats', onTestFinished)
    const engines = [await server.open(), await server.open()]
    const names: string[] = []
    for (let round = 0; round < 5; round++) {
      await Promise.all(engines.flatMap((engine, which) => Array.from({ length: 10 }, (_, each) => publishAgain(engine, `${round} ${which} ${each}`, '1'))))
      names.push(...(await natsStreams(server)))
      await server.deleteStream()
    }
    expect(new Set(names).size).toBe(5)
    expect(names).toHaveLength(5)
  })
})

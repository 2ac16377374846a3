import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Position } from '../../../examples/scale-out/src/protocol'
import { startProxy } from '../../faults/server/proxy'
import { waitFor } from '../../support/wait-for'
import { createNatsStream, ENGINES, openEngine, publish, publishAgain, type OpenEngine } from './open-engine'
import { startReader, type Reader } from './reader'

describe.each(ENGINES)('%s', (name) => {
  let server: OpenEngine
  beforeEach(async ({ onTestFinished }) => {
    server = await openEngine(name, onTestFinished)
  })

  it('follows a stream that does not exist yet, in order, with contiguous positions', async () => {
    const engine = await server.open()
    const reader = startReader(await server.open())
    onTestFinished(reader.stop)
    const { epoch } = await publish(engine, 1, 1)
    const position = await publish(engine, 2, 20, 'rooms.lobby')
    await reader.hasRead('20')
    expect(position).toEqual({ seq: 20, epoch })
    expect(reader.starts).toEqual([expect.objectContaining({ epoch, first: 1 })])
    expect(reader.entries[0]).toEqual({ seq: 1, channel: 'prices.OAK', data: '1' })
    expect(reader.entries[19]).toEqual({ seq: 20, channel: 'rooms.lobby', data: '20' })
  })

  it('begins with the last entries of the window, and keeps data as it is', async () => {
    const engine = await server.open()
    await publish(engine, 1, 9)
    const data = JSON.stringify({ text: 'ü "quoted" \n 🌲' })
    await engine.publish('text', 'prices.OAK', data)
    const reader = startReader(engine, 4)
    onTestFinished(reader.stop)
    await reader.hasRead(data)
    expect(reader.starts).toEqual([expect.objectContaining({ first: 7, last: 10 })])
    expect(reader.entries.map(({ seq }) => seq)).toEqual([7, 8, 9, 10])
  })

  it('reads a backlog of thousands of entries in order, while more are published', async () => {
    const engine = await server.open()
    await Promise.all(Array.from({ length: 4000 }, (_, index) => engine.publish(`b${index}`, 'prices.OAK', String(index))))
    const reader = startReader(engine, 10_000)
    onTestFinished(reader.stop)
    await Promise.all(Array.from({ length: 1000 }, (_, index) => engine.publish(`m${index}`, 'prices.OAK', `"${index}"`)))
    await waitFor(() => reader.entries.length === 5000, { timeoutMs: 30_000 })
    expect([reader.starts.length, reader.errors]).toEqual([1, []])
    expect(new Set(reader.entries.map(({ data }) => data)).size).toBe(5000)
  })

  it('continues after the engine was killed and started again, or says that its place is lost', async () => {
    const engine = await server.open()
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    await publish(engine, 1, 5)
    await reader.hasRead('5')
    await server.process.end('SIGKILL')
    await waitFor(() => !engine.isConnected())
    await server.process.start()
    await publishAgain(engine, 'id-6', '6')
    await reader.hasRead('6')
    await waitFor(() => engine.isConnected())
    expect(reader.entries.map(({ data }) => data)).toEqual(['1', '2', '3', '4', '5', '6'])
    // Redis may have lost the last entries, so it has a new epoch.
    expect(new Set(reader.starts.map(({ epoch }) => epoch)).size).toBe(name === 'nats' ? 1 : 2)
    expect(reader.errors.filter((error) => error.startsWith('read'))).toEqual([])
  })

  /** A reader that has read 5 entries of 30, when its connection went silent. */
  async function startStalledReader(): Promise<Reader> {
    const proxy = await startProxy(server.process.port)
    onTestFinished(() => proxy.stop())
    const engine = await server.open()
    const reader = startReader(await server.open(proxy.port))
    onTestFinished(reader.stop)
    await publish(engine, 1, 5)
    await reader.hasRead('5')
    proxy.stall()
    await publish(engine, 6, 30)
    return reader
  }

  it('continues without a new start when its connection goes silent', { timeout: 60_000 }, async () => {
    const reader = await startStalledReader()
    await reader.hasRead('30')
    expect(reader.starts).toHaveLength(1)
    expect(reader.entries).toHaveLength(30)
  })

  it('loses its place when the entries that it needs were removed meanwhile', { timeout: 60_000 }, async () => {
    const reader = await startStalledReader()
    await server.trim(3)
    expect(await reader.hasStarted(2)).toMatchObject({ epoch: reader.starts[0]!.epoch, first: 28, last: 30 })
    await reader.hasRead('30')
    expect(reader.entries.map(({ data }) => data)).toEqual(['28', '29', '30'])
  })

  it('does not lose its place when entries are removed that it has read', async () => {
    const engine = await server.open()
    await publish(engine, 1, 9)
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    await reader.hasRead('9')
    await server.trim(2)
    await publish(engine, 10, 12)
    await reader.hasRead('12')
    expect([reader.starts.length, reader.entries.length, reader.errors]).toEqual([1, 12, []])
  })

  it.each([
    ['fewer', 2],
    ['more', 9],
  ])('loses its place when the stream is deleted and created again with %s entries', async (_, count) => {
    const engine = await server.open()
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    const old = await publish(engine, 1, 5)
    await reader.hasRead('5')
    await server.deleteStream()
    let last: Position | undefined
    for (let each = 1; each <= count; each++) last = await engine.publish(`new-${each}`, 'prices.OAK', `"new ${each}"`)
    expect(last!.seq).toBe(count)
    expect(last!.epoch).not.toBe(old.epoch)
    await reader.hasRead(`"new ${count}"`)
    expect(reader.starts.at(-1)).toMatchObject({ epoch: last!.epoch, first: 1 })
    // Everything before the last start is of the old stream.
    expect(reader.entries.map(({ data }) => data)).toEqual(Array.from({ length: count }, (_each, index) => `"new ${index + 1}"`))
  })

  it('begins after a hole in the stream', async () => {
    // The engine would create a stream that denies this.
    if (name === 'nats') await createNatsStream(server)
    const engine = await server.open()
    await publish(engine, 1, 8)
    await server.deleteEntry(5)
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    await reader.hasRead('8')
    expect(reader.starts.map(({ first }) => first)).toEqual([1, 6])
    expect(reader.entries.map(({ seq }) => seq)).toEqual([6, 7, 8])
  })

  it('reads nothing more after it is stopped', async () => {
    const engine = await server.open()
    await publish(engine, 1, 2)
    const [stopped, other] = [startReader(engine), startReader(engine)]
    onTestFinished(other.stop)
    await Promise.all([stopped.hasRead('2'), other.hasRead('2')])
    stopped.stop()
    await publish(engine, 3, 4)
    await other.hasRead('4')
    expect([stopped.entries.length, stopped.errors]).toEqual([2, []])
  })
})

describe('nats', () => {
  it.each([
    ['a limit per subject', { max_msgs_per_subject: 1 }],
    ['rollups', { allow_rollup_hdrs: true }],
  ])('refuses a stream with %s', async (_, config) => {
    const server = await openEngine('nats', onTestFinished)
    await createNatsStream(server, config)
    const engine = await server.open()
    const reader = startReader(engine)
    onTestFinished(reader.stop)
    await waitFor(() => reader.errors.some((error) => error.startsWith('Remove the limit per subject and the rollup')))
    await expect(publish(engine, 1, 1)).rejects.toThrow('Remove the limit per subject and the rollup')
    expect(reader.starts).toEqual([])
  })
})

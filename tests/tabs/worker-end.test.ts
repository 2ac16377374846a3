import { describe, expect, it } from 'vitest'
import { fakeNetworkForEachTest } from '../support/fake-network'
import { FakeWorker, passTime, startLocalServer } from './support/local-worker'
import { openWanted, type wanted } from './support/wanted'

const network = fakeNetworkForEachTest()
const open = (worker: Parameters<typeof wanted>[0], options = {}) => openWanted(network, worker, options)

describe('a worker that ends', () => {
  it('is noticed within two beats, and its successor is asked for the connection', async () => {
    const workers = [new FakeWorker(startLocalServer()), new FakeWorker(startLocalServer())]
    const [first] = workers
    const closes: unknown[] = []
    const { connection, errors, phase } = await open(() => workers.shift() as never)
    connection.on('close', (close) => void closes.push(close))
    first!.terminate()
    await passTime(40_000)
    expect([phase(), errors[0]?.code, closes]).toEqual(['waiting', 'worker-failed', [{ code: 1006, reason: '', wasClean: false }]])
    await passTime(101)
    network().latest.open()
    await passTime(1)
    expect(phase()).toBe('open')
  })

  it('is not suspected as long as it answers', async () => {
    const { errors, phase } = await open(new FakeWorker(startLocalServer()) as never)
    await passTime(600_000)
    expect([phase(), errors]).toEqual(['open', []])
  })

  it('is not suspected while its answer waits behind messages', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { connection, phase } = await open(worker as never)
    connection.onMessage(() => {})
    await passTime(1)
    worker.isReachable = false
    await passTime(25_000)
    network().latest.message('one')
    await passTime(15_000)
    expect(phase()).toBe('open')
  })

  it('fails a renewal that waits for it', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { connection } = await open(worker as never)
    worker.isReachable = false
    const renewal = connection.renew()
    const isRejected = expect(renewal).rejects.toMatchObject({ code: 'handshake-failed' })
    await passTime(40_001)
    await isRejected
  })

  it('is given up at once where the engine reports that its port is closed', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { phase } = await open(worker as never)
    worker.dispatchEvent(new Event('close'))
    expect(phase()).toBe('waiting')
  })

  it('may throw after it has started', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { phase, errors } = await open(worker as never)
    worker.dispatchEvent(new Event('error'))
    expect([phase(), errors]).toEqual(['open', []])
  })

  it('is terminated by the page that started it, after its sockets are closed', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { registry } = await open(() => worker as never)
    registry.dispose()
    await passTime(4000)
    expect([worker.isTerminated, network().live]).toEqual([false, []])
    await passTime(1000)
    expect(worker.isTerminated).toBe(true)
  })

  it('is not terminated when the program has started it', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { registry } = await open(worker as never)
    registry.dispose()
    await passTime(60_000)
    expect(worker.isTerminated).toBe(false)
  })
})

import { describe, expect, it, vi } from 'vitest'
import type { Connection } from 'websocket-store'
import { VERSION } from '../../src/tabs/protocol/messages'
import { fakeNetworkForEachTest } from '../support/fake-network'
import { FakeWorker, passTime, startLocalServer } from './support/local-worker'
import { openWanted, silentWorker, URL, wanted } from './support/wanted'

const network = fakeNetworkForEachTest()
const open = (worker: Parameters<typeof wanted>[0], options = {}) => openWanted(network, worker, options)

describe('a worker of another version', () => {
  it.each([VERSION - 1, VERSION + 1])('closes the connection for good and says what to do (%i)', async (version) => {
    const worker = silentWorker()
    const { connection, errors, phase } = wanted(worker as never)
    worker.emit({ type: 'unknown', version })
    expect(phase()).toBe('closed')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'worker-outdated', fatal: true })
    expect(errors).toHaveLength(1)
    expect(errors[0]!.message).toMatch(/Reload all tabs.*name for each release/)
    await passTime(60_000)
    expect(worker.count('hello')).toBe(1)
  })

  it('is the answer to a page of another version, and the page gets no connection', async () => {
    const worker = new FakeWorker(startLocalServer())
    const received: unknown[] = []
    worker.addEventListener('message', (event) => void received.push((event as MessageEvent).data))
    worker.postMessage({ type: 'hello', lends: [], version: VERSION + 1 })
    worker.postMessage({ type: 'want', id: 1, epoch: 1, identity: null, key: undefined, url: URL, protocols: undefined, isReconnect: false, isListening: true })
    await passTime(10)
    expect(received).toEqual([{ type: 'unknown', version: VERSION }])
    expect(network().sockets).toHaveLength(0)
  })

  it('is called again by connect()', async () => {
    const first = silentWorker()
    const workers = [first, new FakeWorker(startLocalServer())]
    const { connection, phase } = wanted(() => workers.shift() as never)
    first.emit({ type: 'unknown', version: VERSION + 1 })
    expect(phase()).toBe('closed')
    connection.connect()
    await passTime(1)
    expect(phase()).toBe('connecting')
  })
})

describe('a worker that does not start', () => {
  it('is a failure that is retried with another worker', async () => {
    const first = silentWorker()
    const workers = [first, new FakeWorker(startLocalServer())]
    const { connection, errors, phase } = wanted(() => workers.shift() as never)
    first.dispatchEvent(new Event('error'))
    expect(phase()).toBe('waiting')
    expect(connection.getSnapshot()).toMatchObject({ attempt: 1, error: { code: 'worker-failed', fatal: false } })
    expect(errors[0]!.message).toMatch(/path of the script.*content security policy.*type: 'module'/)
    expect((errors[0]!.cause as Event).type).toBe('error')
    await passTime(101)
    network().latest.open()
    await passTime(1)
    expect(phase()).toBe('open')
    expect(connection.getSnapshot().error).toBeNull()
    expect(errors).toHaveLength(1)
  })

  it('is a failure too when its function throws', async () => {
    const failed = new Error('refused')
    let isAllowed = false
    const { errors, phase } = wanted(() => {
      if (!isAllowed) throw failed
      return new FakeWorker(startLocalServer()) as never
    })
    expect([phase(), errors[0]!.code, errors[0]!.cause]).toEqual(['waiting', 'worker-failed', failed])
    isAllowed = true
    await passTime(102)
    expect(network().sockets).toHaveLength(1)
  })

  it('is not tried again when what its function throws is fatal', () => {
    const { phase } = wanted(() => {
      throw Object.assign(new Error('no'), { fatal: true })
    })
    expect(phase()).toBe('closed')
  })

  it('is noticed within connectTimeoutMs when nothing answers', async () => {
    const worker = silentWorker()
    const { errors, phase } = wanted(worker as never, { connectTimeoutMs: 3000 })
    await passTime(2999)
    expect(phase()).toBe('resolving')
    await passTime(1)
    expect(phase()).toBe('waiting')
    expect(errors[0]!.message).toMatch(/calls serve\(\)/)
    await passTime(100)
    expect([phase(), worker.count('hello')]).toEqual(['resolving', 2])
  })

  it('is used as soon as it answers late', async () => {
    const worker = silentWorker()
    const { phase } = wanted(worker as never, { reconnect: { delay: () => 60_000 } })
    await passTime(10_000)
    expect(phase()).toBe('waiting')
    worker.run(startLocalServer())
    await passTime(1)
    expect(phase()).toBe('connecting')
    network().latest.open()
    await passTime(1)
    expect(phase()).toBe('open')
    expect(network().sockets).toHaveLength(1)
  })

  it('is not judged by a timer that was suspended', async () => {
    const worker = silentWorker()
    const { errors, phase } = wanted(worker as never)
    vi.setSystemTime(Date.now() + 60_000)
    await passTime(10_000)
    // Its answer is read after the timer.
    worker.run(startLocalServer())
    await passTime(1)
    expect([phase(), errors]).toEqual(['connecting', []])
  })

  it('ends after maxAttempts, and begins again with connect()', async () => {
    const { connection, errors, phase } = wanted(silentWorker() as never, { reconnect: { delay: () => 10, maxAttempts: 1 } })
    await passTime(10_000 + 10 + 10_000)
    expect([phase(), errors.map(({ code }) => code)]).toEqual(['closed', ['worker-failed', 'attempts-exhausted']])
    connection.connect()
    expect(phase()).toBe('resolving')
  })

  it('keeps what is queued until a worker serves the page', async () => {
    const first = silentWorker()
    const workers = [first, new FakeWorker(startLocalServer())]
    const { connection } = wanted(() => workers.shift() as never)
    connection.send('early')
    first.dispatchEvent(new Event('error'))
    connection.send('later')
    await passTime(101)
    network().latest.open()
    await passTime(1)
    expect(network().latest.sent).toEqual(['early', 'later'])
  })

  it('is not called while nobody wants the connection', async () => {
    const getWorker = vi.fn(() => silentWorker() as never)
    const { release, phase } = wanted(getWorker, { lingerMs: 50 })
    await passTime(10_000)
    release()
    await passTime(60_000)
    expect([phase(), getWorker.mock.calls.length]).toEqual(['idle', 1])
  })

  it('fails each connection of the page', () => {
    const worker = silentWorker()
    const { registry, phase } = wanted(worker as never)
    const other = registry.connection('ws://localhost/other') as unknown as Connection<unknown, unknown>
    other.retain()
    worker.dispatchEvent(new Event('error'))
    expect([phase(), other.getSnapshot().phase]).toEqual(['waiting', 'waiting'])
  })
})

describe('the function that is given to serve()', () => {
  it('may throw: the page retries, and shows the cause', async () => {
    let calls = 0
    const server = startLocalServer(() => {
      if (++calls === 1) throw new RangeError('no options yet')
      return {}
    })
    const { connection, errors, phase } = wanted(new FakeWorker(server) as never)
    await passTime(1)
    expect(phase()).toBe('waiting')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'worker-failed', cause: { name: 'RangeError', message: 'no options yet' } })
    expect(errors[0]!.message).toMatch(/serve\(\) threw/)
    await passTime(102)
    expect(phase()).toBe('connecting')
  })

  it('may give a url function that throws: it is called again by the next attempt', async () => {
    let calls = 0
    const url = () => {
      if (++calls === 1) throw new Error('no token')
      return URL
    }
    const { errors, phase } = wanted(new FakeWorker(startLocalServer(() => ({ url, reconnect: { delay: () => 50 } }))) as never)
    await passTime(1)
    expect([phase(), errors[0]!.code, (errors[0]!.cause as Error).message]).toEqual(['waiting', 'url-failed', 'no token'])
    await passTime(60)
    expect(phase()).toBe('connecting')
  })
})

describe('a message that cannot be read on the other side', () => {
  it('is an error of the page that receives it', async () => {
    const worker = new FakeWorker(startLocalServer())
    const { errors, phase } = await open(worker as never)
    worker.dispatchEvent(new Event('messageerror'))
    expect([phase(), errors.map(({ code }) => code)]).toEqual(['open', ['decode-failed']])
  })
})

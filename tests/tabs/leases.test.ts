import { describe, expect, it } from 'vitest'
import { json, type Connection, type DroppedMessage } from 'websocket-store'
import { BEAT_MS, LEASE_MS, VERSION } from '../../src/tabs/protocol/messages'
import type { ServedOptions } from '../../src/tabs/worker'
import { fakeNetworkForEachTest } from '../support/fake-network'
import { URL } from './support/wanted'
import { FakeWorker, openLocalPage, passTime, rawPage, startLocalServer } from './support/local-worker'

const network = fakeNetworkForEachTest()

type Any = Connection<unknown, unknown>

async function openPage(options: Partial<ServedOptions> = {}, workers?: FakeWorker[]) {
  const server = startLocalServer(() => ({ reconnect: { delay: () => 100 }, lingerMs: 10, ...options }) as ServedOptions)
  const worker = new FakeWorker(server)
  const rest = [worker, ...(workers ?? [])]
  const page = openLocalPage(() => rest.shift() as never, { defaults: { lingerMs: 10, reconnect: { delay: () => 100 } } })
  const connection = page.registry.connection(URL) as unknown as Any
  const drops: DroppedMessage<unknown>[] = []
  connection.on('drop', (drop) => void drops.push(drop))
  connection.on('error', () => {})
  const release = connection.retain()
  await passTime(1)
  network().latest.open()
  await passTime(1)
  expect(connection.getSnapshot().phase).toBe('open')
  return { ...page, server, worker, connection, drops, release }
}

describe('the lease of a page', () => {
  it('ends when nothing was heard for LEASE_MS, and the socket with the last one', async () => {
    const { post, want, types } = rawPage(startLocalServer(() => ({ lingerMs: 10 })))
    post({ type: 'hello', lends: [], version: VERSION })
    want()
    await passTime(1)
    network().latest.open()
    await passTime(LEASE_MS - 10)
    expect(network().latest.closeCalls).toEqual([])
    await passTime(50)
    expect(network().latest.closeCalls).toHaveLength(1)
    post({ type: 'beat' })
    await passTime(1)
    expect(types().at(-1)).toBe('unknown')
  })

  it.each(['beat', 'send'] as const)('is kept by a %s', async (type) => {
    const { post, want } = rawPage(startLocalServer(() => ({ lingerMs: 10 })))
    post({ type: 'hello', lends: [], version: VERSION })
    want()
    await passTime(1)
    network().latest.open()
    for (let n = 1; n <= 10; n++) {
      await passTime(BEAT_MS)
      post(type === 'beat' ? { type } : { type, id: 1, number: n, message: 'still here' })
    }
    expect(network().latest.closeCalls).toEqual([])
  })

  it('ends at once when the port of the page is closed', async () => {
    const { post, want, close } = rawPage(startLocalServer(() => ({ lingerMs: 10 })))
    post({ type: 'hello', lends: [], version: VERSION })
    want()
    await passTime(1)
    network().latest.open()
    close()
    await passTime(20)
    expect(network().latest.closeCalls).toHaveLength(1)
  })

  it('keeps the socket for `lingerMs` when the port of the last page is closed', async () => {
    const { post, want, close } = rawPage(startLocalServer(() => ({ lingerMs: 1000 })))
    post({ type: 'hello', lends: [], version: VERSION })
    want()
    await passTime(1)
    network().latest.open()
    close()
    await passTime(900)
    expect(network().latest.closeCalls).toEqual([])
    await passTime(200)
    expect(network().latest.closeCalls).toHaveLength(1)
  })

  it('that was lost is said once, however much the page posts', async () => {
    const { post, types } = rawPage(startLocalServer())
    post({ type: 'hello', lends: [], version: VERSION })
    post({ type: 'goodbye', isAlone: false })
    for (let n = 0; n < 5; n++) post({ type: 'beat' })
    await passTime(1)
    expect(types().filter((type) => type === 'unknown')).toHaveLength(1)
  })

  it('that was lost is a close and a reconnect for the page, and what it sends meanwhile waits', async () => {
    const { connection, worker, drops } = await openPage()
    const events: string[] = []
    connection.on('close', ({ code }) => void events.push(`close ${code}`))
    connection.on('open', (_event, { isReconnect }) => void events.push(`open ${isReconnect}`))
    worker.emit({ type: 'unknown', version: VERSION })
    expect(connection.send('meanwhile')).toBe('queued')
    await passTime(5)
    expect(events).toEqual(['close 1006', 'open true'])
    // The socket was in its linger.
    expect(network().sockets).toHaveLength(1)
    expect([network().latest.sent, drops]).toEqual([['meanwhile'], []])
  })

  it('is wanted again after a page has slept, also when it was wanted during its sleep', async () => {
    const { connection, sleep, wake, release } = await openPage()
    release()
    await passTime(50)
    network().latest.answerClose()
    sleep()
    connection.connect()
    await passTime(50)
    wake()
    await passTime(1)
    network().latest.open()
    await passTime(1)
    expect(connection.getSnapshot().phase).toBe('open')
  })
})

describe('a message of a page', () => {
  it('is dropped, and reported, when the socket of the worker is lost before it arrives', async () => {
    const { connection, drops } = await openPage()
    network().latest.closeWith(1006, '', false)
    expect(connection.send('too late')).toBe('sent')
    await passTime(5)
    expect(drops).toEqual([{ message: 'too late', reason: 'not-open' }])
    await passTime(200)
    network().latest.open()
    await passTime(5)
    expect(network().latest.sent).toEqual([])
  })

  it('is dropped with the error of the codec that refuses it', async () => {
    const { connection, drops } = await openPage({ codec: json() as never })
    connection.send({ big: 1n })
    await passTime(5)
    expect(drops).toMatchObject([{ message: { big: 1n }, reason: 'refused', error: { code: 'encode-failed' } }])
  })

  it('that was passed to the open socket is sent once, whatever becomes of the page', async () => {
    const { connection, worker } = await openPage()
    connection.send('one')
    worker.emit({ type: 'unknown', version: VERSION })
    connection.send('two')
    await passTime(5)
    worker.isReachable = false
    connection.send('three')
    await passTime(50)
    expect(network().sockets.flatMap(({ sent }) => sent)).toEqual(['one', 'two'])
  })

  it('is not sent again by the page when its worker ends', async () => {
    const { connection, worker } = await openPage({}, [new FakeWorker(startLocalServer())])
    connection.send('once')
    await passTime(1)
    worker.dispatchEvent(new Event('close'))
    connection.send('later')
    await passTime(101)
    network().latest.open()
    await passTime(1)
    expect(network().sockets.map(({ sent }) => sent)).toEqual([['once'], ['later']])
  })

  it('that waits in the queue dies with its page', async () => {
    const { connection, worker } = await openPage()
    network().latest.closeWith(1006, '', false)
    await passTime(5)
    expect(connection.send('in the queue')).toBe('queued')
    worker.isReachable = false
    await passTime(150)
    network().latest.open()
    await passTime(5)
    expect(network().latest.sent).toEqual([])
  })
})

describe('the queue of a page', () => {
  it.each([
    ['text', 'x'.repeat(60)],
    ['an object', { list: ['x'.repeat(30), 'x'.repeat(30)] }],
    ['a map', new Map([['key', 'x'.repeat(60)]])],
  ])('counts the bytes of %s', (_, message) => {
    const { registry } = openLocalPage(new FakeWorker(null) as never, { defaults: { queue: { maxBytes: 100 } } })
    const connection = registry.connection(URL) as unknown as Any
    connection.retain()
    const drops: unknown[] = []
    connection.on('drop', ({ reason }) => void drops.push(reason))
    expect([connection.send(message), connection.send(message), drops]).toEqual(['queued', 'dropped', ['overflow']])
  })

  it('keeps a message as it was when it was sent', async () => {
    const { connection } = await openPage({ codec: json() as never })
    network().latest.closeWith(1006, '', false)
    await passTime(5)
    const message = { n: 1, self: [] as unknown[] }
    connection.send(message)
    message.n = 2
    expect(connection.queuedMessages).toHaveLength(1)
    await passTime(150)
    network().latest.open()
    await passTime(5)
    expect(network().latest.sent).toEqual(['{"n":1,"self":[]}'])
  })
})

describe('what a page requests of its worker', () => {
  it('is a renewal, which ends with the one of the worker', async () => {
    let renewals = 0
    const { connection } = await openPage({ handshake: ({ isRenewal }) => void (isRenewal && renewals++) })
    await connection.renew()
    expect(renewals).toBe(1)
  })

  it('is rejected as the renewal of the worker is', async () => {
    const { connection } = await openPage({
      handshake({ isRenewal }) {
        if (isRenewal) throw new RangeError('expired')
      },
    })
    await expect(connection.renew()).rejects.toMatchObject({ code: 'handshake-failed', cause: { name: 'RangeError', message: 'expired' } })
  })

  it('is a ping', async () => {
    const { connection } = await openPage({ heartbeat: { intervalMs: 60_000, timeoutMs: 10_000, message: 'ping' } })
    connection.ping()
    await passTime(1)
    expect(network().latest.sent).toEqual(['ping'])
  })

  it('is a probe when the page is visible again', async () => {
    const { worker } = await openPage({ heartbeat: { intervalMs: 60_000, timeoutMs: 10_000, message: 'ping' } })
    worker.postMessage({ type: 'probe', id: 1, signal: 'visible' })
    await passTime(1)
    expect(network().latest.sent).toEqual(['ping'])
  })

  it('is bufferedAmount: what is on the way to the worker, then what its socket has buffered', async () => {
    const { connection } = await openPage()
    const { latest } = network()
    connection.send('12345')
    expect(connection.bufferedAmount).toBe(5)
    latest.bufferedAmount = 7
    await passTime(5)
    expect(connection.bufferedAmount).toBe(7)
    latest.bufferedAmount = 0
    await passTime(50)
    expect(connection.bufferedAmount).toBe(0)
  })
})

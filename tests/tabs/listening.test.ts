import { describe, expect, it, vi } from 'vitest'
import { channel, json, messages, type ChannelProtocol, type Connection, type ConnectionError } from 'websocket-store'
import type { WorkerMessage } from '../../src/tabs/protocol/messages'
import type { ServedOptions } from '../../src/tabs/worker'
import { fakeNetworkForEachTest } from '../support/fake-network'
import { FakeWorker, openLocalPage, passTime, startLocalServer, type LocalServer } from './support/local-worker'

const network = fakeNetworkForEachTest()
const URL = 'ws://localhost/'

type Any = Connection<unknown, unknown>

function startServer(options: Partial<ServedOptions> = {}): LocalServer {
  return startLocalServer(() => ({ codec: json() as never, ...options }) as ServedOptions)
}

/** A page, and how many messages of each type its worker posts. */
async function openPage(server: LocalServer, before: (connection: Any) => void = () => {}, defaults = {}) {
  const worker = new FakeWorker(server)
  const count: Record<string, number> = {}
  worker.addEventListener('message', (event) => {
    const { data } = event as MessageEvent<WorkerMessage | WorkerMessage[]>
    for (const { type } of [data].flat()) count[type] = (count[type] ?? 0) + 1
  })
  const { registry } = openLocalPage(worker as never, { defaults })
  const connection = registry.connection(URL) as unknown as Any
  const errors: ConnectionError[] = []
  connection.on('error', (error) => void errors.push(error))
  before(connection)
  connection.retain()
  await passTime(1)
  if (network().sockets.length === 1 && network().latest.readyState === 0) network().latest.open()
  await passTime(1)
  return { connection, count, errors, worker }
}

async function receive(...all: unknown[]): Promise<void> {
  for (const message of all) network().latest.message(JSON.stringify(message))
  await passTime(10)
}

const protocol: ChannelProtocol<{ readonly key: string; readonly n: number }, unknown> = {
  subscribe: (key) => ({ subscribe: key }),
  route: ({ key }) => key,
}

describe('the messages of a connection', () => {
  it('are not posted to a page that does not use them', async () => {
    const { count } = await openPage(startServer())
    await receive(1, 2, 3)
    expect(count['message']).toBeUndefined()
  })

  it('are posted from the first one on to a page that listened before it connected', async () => {
    const received: unknown[] = []
    await openPage(startServer(), (connection) => void connection.onMessage((message) => void received.push(message)))
    await receive(1, 2, 3)
    expect(received).toEqual([1, 2, 3])
  })

  it('are posted to the pages that use them only', async () => {
    const server = startServer()
    const first = await openPage(server, (connection) => void connection.onMessage(() => {}))
    const second = await openPage(server)
    await receive(1, 2, 3)
    expect([first.count['message'], second.count['message']]).toEqual([3, undefined])
  })

  it('are posted from the subscription of a listener on', async () => {
    const { connection } = await openPage(startServer())
    await receive(1)
    const received: unknown[] = []
    connection.onMessage((message) => void received.push(message))
    await passTime(1)
    await receive(2, 3)
    expect(received).toEqual([2, 3])
  })

  it('are all posted while listeners take turns', async () => {
    const received: unknown[] = []
    const { connection } = await openPage(startServer())
    const listen = () => connection.onMessage((message) => void received.push(message))
    let stop = listen()
    await passTime(1)
    for (let n = 0; n < 20; n++) {
      stop()
      stop = listen()
      network().latest.message(JSON.stringify(n))
      await passTime(n * 40)
    }
    expect(received).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })

  it('are not posted any more a moment after the last listener ended', async () => {
    const { connection, count } = await openPage(startServer())
    const stop = connection.onMessage(() => {})
    await passTime(1)
    await receive(1)
    stop()
    await passTime(2000)
    await receive(2)
    expect(count['message']).toBe(1)
  })

  it('are posted to a page that subscribes to the snapshot', async () => {
    const { connection } = await openPage(startServer(), (given) => void given.subscribe(() => {}))
    await receive('one')
    await passTime(20)
    expect(connection.getSnapshot().data).toBe('one')
  })

  it('are posted to a page that keeps a history', async () => {
    const { connection } = await openPage(startServer(), () => {}, { history: 2 })
    await receive(1, 2, 3)
    expect((connection as unknown as { history: { message: unknown }[] }).history.map(({ message }) => message)).toEqual([2, 3])
  })

  it('are posted to an iterator', async () => {
    const { connection } = await openPage(startServer())
    const iterator = messages(connection)[Symbol.asyncIterator]()
    const next = iterator.next()
    await passTime(1)
    await receive('one')
    expect(await next).toEqual({ done: false, value: 'one' })
  })

  it('show the latest one to a page that subscribes late, as its state and not as an event', async () => {
    const { connection } = await openPage(startServer())
    await receive(1, 2)
    const received: unknown[] = []
    const changed = vi.fn()
    connection.onMessage((message) => void received.push(message))
    connection.subscribe(changed)
    await passTime(20)
    expect([connection.getSnapshot().data, connection.getSnapshot().lastMessage?.data, received]).toEqual([2, 2, []])
    expect(changed).toHaveBeenCalled()
  })

  it('are posted to a page that reads the latest one without a subscription', async () => {
    const { connection } = await openPage(startServer())
    await receive(1)
    expect(connection.getSnapshot().data).toBeUndefined()
    await passTime(1)
    expect(connection.getSnapshot().data).toBe(1)
    await receive(2)
    expect(connection.getSnapshot().data).toBe(2)
    await passTime(50_000)
    await receive(3)
    expect(connection.getSnapshot().data).toBe(3)
  })

  it('are not needed to read the phase', async () => {
    const { connection, count } = await openPage(startServer())
    expect(connection.getSnapshot().phase).toBe('open')
    expect(connection.getSnapshot()).toBe(connection.getSnapshot())
    await passTime(1)
    await receive(1)
    expect(count['message']).toBeUndefined()
    // A copy reads every field.
    expect({ ...connection.getSnapshot() }.readyState).toBe(1)
    await passTime(1)
    await receive(2)
    expect(count['message']).toBe(1)
  })

  it('do not reach a page that uses channels only, which gets those of its channels', async () => {
    const received: unknown[] = []
    const { connection, count } = await openPage(startServer({ channels: protocol as never }))
    channel(connection, 'a').onMessage((message) => void received.push(message))
    await passTime(1)
    await receive({ key: 'a', n: 1 }, { key: 'b', n: 2 }, { key: 'a', n: 3 })
    expect(received).toEqual([{ key: 'a', n: 1 }, { key: 'a', n: 3 }])
    expect([count['message'], count['routed']]).toEqual([undefined, 2])
  })
})

describe('messages that cannot be copied to a page', () => {
  const codec = { name: 'functions', encode: String, decode: (data: unknown) => (data === 'ok' ? data : { key: 'a', call: () => {} }) }

  it('are one error of each page, however many there are', async () => {
    const server = startServer({ codec: codec as never })
    const pages = [await openPage(server, (connection) => void connection.onMessage(() => {})), await openPage(server, (connection) => void connection.onMessage(() => {}))]
    for (let n = 0; n < 5; n++) network().latest.message('x')
    await passTime(10)
    for (const { errors } of pages) {
      expect(errors.map(({ code }) => code)).toEqual(['decode-failed'])
      expect((errors[0]!.cause as Error).message).toMatch(/Use plain data/)
    }
  })

  it('do not stop the others', async () => {
    const received: unknown[] = []
    await openPage(startServer({ codec: codec as never }), (connection) => void connection.onMessage((message) => void received.push(message)))
    for (const data of ['x', 'ok', 'x', 'ok']) network().latest.message(data)
    await passTime(10)
    expect(received).toEqual(['ok', 'ok'])
  })

  it('are one error of a channel, too', async () => {
    const { connection, errors } = await openPage(startServer({ codec: codec as never, channels: protocol as never }))
    channel(connection, 'a').onMessage(() => {})
    await passTime(1)
    for (let n = 0; n < 5; n++) network().latest.message('x')
    await passTime(10)
    expect(errors.map(({ code }) => code)).toEqual(['decode-failed'])
  })
})

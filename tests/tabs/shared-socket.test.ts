import { describe, expect, it, onTestFinished } from 'vitest'
import { json, messages, outbox, type Connection, type ConnectionRegistry } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { startServer, type ServerOptions } from '../support/ws-server'
import { startTabs } from './support/tabs'

async function startSocketServer(options?: ServerOptions) {
  const server = await startServer(options)
  onTestFinished(() => server.stop())
  return server
}

type Any = Connection<unknown, unknown>

function connect(registry: ConnectionRegistry, url: string): { connection: Any; release: () => void; received: unknown[] } {
  const connection = registry.connection(url) as unknown as Any
  const received: unknown[] = []
  connection.onMessage((message) => void received.push(message))
  return { connection, release: connection.retain(), received }
}

describe('one socket for all pages', () => {
  it('serves three pages over one socket', async () => {
    const server = await startSocketServer()
    const tabs = startTabs()
    const pages = [1, 2, 3].map(() => connect(tabs.openPage().registry, server.url))
    await Promise.all(pages.map(({ connection }) => untilPhase(connection, 'open')))
    expect(server.opened).toBe(1)
    server.broadcast('hello')
    await waitFor(() => pages.every(({ received }) => received.length === 1))
    expect(pages.map(({ received }) => received)).toEqual([['hello'], ['hello'], ['hello']])
  })

  it('sends the messages of each page once and in order', async () => {
    const server = await startSocketServer({ echo: false })
    const tabs = startTabs()
    const pages = [1, 2, 3].map(() => connect(tabs.openPage().registry, server.url))
    pages.forEach(({ connection }, page) => {
      for (let n = 0; n < 5; n++) expect(connection.send(`${page}.${n}`)).toBe('queued')
    })
    await waitFor(() => server.messages.length === 15)
    await pause(20)
    for (const page of [0, 1, 2])
      expect(server.messages.filter((each) => String(each).startsWith(`${page}.`))).toEqual([0, 1, 2, 3, 4].map((n) => `${page}.${n}`))
    expect(pages[0]!.connection.send('late')).toBe('sent')
    await waitFor(() => server.messages.includes('late'))
  })

  it('keeps the socket while one page wants it, and closes it after the last', async () => {
    const server = await startSocketServer()
    const tabs = startTabs(() => ({ lingerMs: 10 }))
    const [first, second] = [1, 2].map(() => connect(tabs.openPage().registry, server.url)) as [ReturnType<typeof connect>, ReturnType<typeof connect>]
    await Promise.all([untilPhase(first.connection, 'open'), untilPhase(second.connection, 'open')])
    first.release()
    await untilPhase(first.connection, 'idle')
    expect(first.connection.getSnapshot().lastClose).toMatchObject({ code: 1000, wasClean: true })
    await pause(40)
    expect(server.alive).toBe(1)
    second.release()
    await waitFor(() => server.alive === 0)
    expect(server.closes).toEqual([{ code: 1000, reason: '' }])
  })

  it('drops the leases of a page that dies, and what it had queued', async () => {
    const server = await startSocketServer()
    await server.down()
    const tabs = startTabs(() => ({ lingerMs: 10 }))
    const dying = tabs.openPage()
    const { connection } = connect(dying.registry, server.url)
    const other = connect(tabs.openPage().registry, server.url)
    await untilPhase(connection, 'waiting')
    expect(connection.send('of the dead')).toBe('queued')
    dying.crash()
    other.connection.send('of the living')
    await server.up()
    await untilPhase(other.connection, 'open')
    await waitFor(() => server.messages.length > 0)
    await pause(20)
    expect(server.messages).toEqual(['of the living'])
    expect(server.opened).toBe(1)
    other.release()
    await waitFor(() => server.alive === 0)
  })

  it('closes the socket when the only page dies', async () => {
    const server = await startSocketServer()
    const tabs = startTabs(() => ({ lingerMs: 10 }))
    const page = tabs.openPage()
    await untilPhase(connect(page.registry, server.url).connection, 'open')
    page.crash()
    await waitFor(() => server.alive === 0)
  })

  it('shows the state of the connection in the worker', async () => {
    const server = await startSocketServer()
    const tabs = startTabs(() => ({ reconnect: { delay: () => 60 } }))
    const { connection } = connect(tabs.openPage().registry, server.url)
    const events: string[] = []
    connection.on('open', (_event, { isReconnect }) => void events.push(`open ${isReconnect}`))
    connection.on('close', ({ code }) => void events.push(`close ${code}`))
    await untilPhase(connection, 'open')
    server.terminateAll()
    const waiting = await untilPhase(connection, 'waiting')
    expect(waiting).toMatchObject({ readyState: 3, attempt: 1, lastClose: { code: 1006 } })
    expect(waiting.retryAt).toBeGreaterThan(Date.now() - 60)
    await untilPhase(connection, 'open')
    expect(events).toEqual(['open false', 'close 1006', 'open true'])
  })

  it('shows the failure that closed the connection for good, with its code', async () => {
    const server = await startSocketServer()
    const tabs = startTabs()
    const { connection } = connect(tabs.openPage().registry, server.url)
    const errors: unknown[] = []
    connection.on('error', (error) => void errors.push(error))
    await untilPhase(connection, 'open')
    server.closeAll(1008, 'no')
    const { error, lastClose } = await untilPhase(connection, 'closed')
    expect(lastClose).toEqual({ code: 1008, reason: 'no', wasClean: true })
    expect(error).toMatchObject({ name: 'ConnectionError', code: 'closed', fatal: true })
    expect(errors).toEqual([error])
    connection.connect()
    await untilPhase(connection, 'open')
    expect(server.opened).toBe(2)
  })

  it('closes only this page with disconnect(), and the socket with the last one', async () => {
    const server = await startSocketServer()
    const tabs = startTabs()
    const [first, second] = [1, 2].map(() => connect(tabs.openPage().registry, server.url)) as [ReturnType<typeof connect>, ReturnType<typeof connect>]
    await Promise.all([untilPhase(first.connection, 'open'), untilPhase(second.connection, 'open')])
    first.connection.disconnect(4000, 'bye')
    await untilPhase(first.connection, 'closed')
    await pause(20)
    expect([server.alive, second.connection.getSnapshot().phase]).toEqual([1, 'open'])
    second.connection.disconnect(4001, 'bye')
    const { lastClose } = await untilPhase(second.connection, 'closed')
    expect(lastClose).toEqual({ code: 4001, reason: 'bye', wasClean: true })
    expect(server.closes).toEqual([{ code: 4001, reason: 'bye' }])
    first.connection.connect()
    await untilPhase(first.connection, 'open')
    expect(server.opened).toBe(2)
  })

  it('replaces the socket of all pages with reconnect()', async () => {
    const server = await startSocketServer()
    const tabs = startTabs()
    const pages = [1, 2].map(() => connect(tabs.openPage().registry, server.url))
    await Promise.all(pages.map(({ connection }) => untilPhase(connection, 'open')))
    const opens = [0, 0]
    pages.forEach(({ connection }, n) => connection.on('open', () => void opens[n]!++))
    pages[0]!.connection.reconnect()
    expect(pages[0]!.connection.getSnapshot()).toMatchObject({ phase: 'resolving', lastClose: { code: 1000 } })
    await waitFor(() => opens.every((count) => count === 1))
    await pause(20)
    expect([server.opened, server.alive, opens]).toEqual([2, 1, [1, 1]])
  })

  it('decodes and encodes in the worker', async () => {
    const server = await startSocketServer()
    const tabs = startTabs(() => ({ codec: json() as never }))
    const { connection, received } = connect(tabs.openPage().registry, server.url)
    connection.send({ a: [1, 2] })
    await waitFor(() => received.length === 1)
    expect(server.messages).toEqual(['{"a":[1,2]}'])
    expect(received).toEqual([{ a: [1, 2] }])
  })

  it('refuses a message that cannot be copied, and says what to do', async () => {
    const server = await startSocketServer()
    const { connection } = connect(startTabs().openPage().registry, server.url)
    const isRefused = expect.objectContaining({ code: 'encode-failed', cause: expect.objectContaining({ message: expect.stringContaining('Use plain data') as string }) as Error }) as Error
    expect(() => connection.send(() => {})).toThrow(isRefused)
    await untilPhase(connection, 'open')
    expect(() => connection.send(() => {})).toThrow(isRefused)
  })

  it('feeds iterators and outboxes of each page', async () => {
    const server = await startSocketServer({ onMessage: (message, socket) => socket.send(`ack ${String(message)}`) })
    const tabs = startTabs()
    const { connection } = connect(tabs.openPage().registry, server.url)
    const box = outbox(connection as Connection<string, string>, { id: (message) => message, isAck: (message, id) => message === `ack ${id}` })
    const iterator = messages(connection as Connection<string, string>)[Symbol.asyncIterator]()
    box.send('one')
    expect(await iterator.next()).toEqual({ done: false, value: 'ack one' })
    expect(box.pending).toEqual([])
  })
})

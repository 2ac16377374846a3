import { describe, expect, it, onTestFinished } from 'vitest'
import { json, jsonRpc, request, requestStream, respond, type Connection } from 'websocket-store'
import { pause, untilPhase, waitFor } from '../support/wait-for'
import { startServer } from '../support/ws-server'
import type { ServedOptions } from '../../src/tabs/worker'
import { startTabs } from './support/tabs'

interface Message {
  readonly id?: string
  readonly ask?: unknown
  readonly result?: unknown
  readonly error?: string
  readonly last?: boolean
  readonly cancel?: string
}

const requests = {
  tag: (message: Message, id: string): Message => ({ ...message, id }),
  idOf: ({ id }: Message) => id,
  resultOf({ error, result }: Message) {
    if (error) throw new Error(error)
    return result
  },
  isLast: ({ last }: Message) => last === true,
  cancel: (id: string): Message => ({ cancel: id }),
}

const options = () => ({ codec: json(), requests }) as unknown as ServedOptions

async function start(reply: (message: Message, send: (reply: Message) => void) => void) {
  const asked: Message[] = []
  const server = await startServer({
    onMessage(data, socket) {
      const message = JSON.parse(String(data)) as Message
      asked.push(message)
      reply(message, (answer) => socket.send(JSON.stringify({ id: message.id, ...answer })))
    },
  })
  onTestFinished(() => server.stop())
  const tabs = startTabs(options)
  const open = () => tabs.openPage().registry.connection(server.url) as unknown as Connection<Message, Message>
  return { server, asked, open }
}

describe('requests of pages', () => {
  it('answers the page that asked, however pages share the socket', async () => {
    const { server, asked, open } = await start(({ ask }, send) => void setTimeout(() => send({ result: `re ${String(ask)}` }), Number(ask) % 7))
    const pages = [open(), open(), open()]
    const numbers = Array.from({ length: 30 }, (_, n) => n)
    const replies = await Promise.all(numbers.map((n) => request(pages[n % 3]!, { ask: n })))
    expect(replies).toEqual(numbers.map((n) => `re ${n}`))
    expect(server.opened).toBe(1)
    expect(new Set(asked.map(({ id }) => id)).size).toBe(30)
  })

  it('rejects with what the server refused', async () => {
    const { open } = await start((_message, send) => send({ error: 'forbidden' }))
    await expect(request(open(), { ask: 1 })).rejects.toMatchObject({ code: 'request-refused', cause: { message: 'forbidden' } })
  })

  it('rejects when the socket is lost before the reply', async () => {
    const { server, asked, open } = await start(() => {})
    const lost = request(open(), { ask: 1 })
    await waitFor(() => asked.length === 1)
    server.terminateAll()
    await expect(lost).rejects.toMatchObject({ code: 'request-lost' })
  })

  it('sends it again after a reconnect if that is allowed', async () => {
    let count = 0
    const { server, asked, open } = await start((_message, send) => count++ > 0 && send({ result: 'second' }))
    const reply = request(open(), { ask: 1 }, { retryOnReconnect: true })
    await waitFor(() => asked.length === 1)
    server.terminateAll()
    expect(await reply).toBe('second')
  })

  it('cancels at the server when the caller aborts, and when it is too late', async () => {
    const { asked, open } = await start(() => {})
    const connection = open()
    connection.retain()
    const controller = new AbortController()
    const aborted = request(connection, { ask: 1 }, { signal: controller.signal })
    await waitFor(() => asked.length === 1)
    controller.abort(new Error('enough'))
    await expect(aborted).rejects.toThrow('enough')
    await expect(request(connection, { ask: 2 }, { timeoutMs: 30 })).rejects.toMatchObject({ code: 'request-timeout' })
    await waitFor(() => asked.filter(({ cancel }) => cancel).length === 2)
    expect(asked.map(({ id, cancel }) => id ?? `cancel ${cancel}`)).toEqual(['1', 'cancel 1', '2', 'cancel 2'])
  })

  it('streams replies until the last one', async () => {
    const { open } = await start((_message, send) => {
      send({ result: 1 })
      send({ result: 2 })
      send({ result: 3, last: true })
    })
    const results: unknown[] = []
    for await (const result of requestStream(open(), { ask: 1 })) results.push(result)
    expect(results).toEqual([1, 2, 3])
  })

  it('cancels at the server what a page that dies has asked', async () => {
    const { server, asked } = await start(() => {})
    const tabs = startTabs(options)
    const page = tabs.openPage()
    const other = tabs.openPage().registry.connection(server.url)
    other.retain()
    await untilPhase(other, 'open')
    request(page.registry.connection(server.url) as unknown as Connection<Message, Message>, { ask: 1 }).catch(() => {})
    await waitFor(() => asked.length === 1)
    page.crash()
    await waitFor(() => asked.some(({ cancel }) => cancel === '1'))
  })

  it('takes no message of a server for a reply that another page awaits', async () => {
    const { server, open } = await start(() => {})
    const [first, second] = [open(), open()]
    const settled: string[] = []
    request(first, { ask: 1 }).then(() => settled.push('first'), () => {})
    void request(second, { ask: 2 }).then(() => settled.push('second'))
    await waitFor(() => server.messages.length === 2)
    const { id } = JSON.parse(String(server.messages.find((each) => String(each).includes('"ask":2')))) as Message
    server.broadcast(JSON.stringify({ id, result: 'yes' }))
    await waitFor(() => settled.length === 1)
    await pause(20)
    expect(settled).toEqual(['second'])
  })

  it('works with a ready-made protocol', async () => {
    const server = await startServer({
      onMessage(data, socket) {
        const { id, params } = JSON.parse(String(data)) as { id: string; params: number[] }
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: params[0]! + params[1]! }))
      },
    })
    onTestFinished(() => server.stop())
    const tabs = startTabs(() => ({ codec: json(), requests: jsonRpc() }) as unknown as ServedOptions)
    const connection = tabs.openPage().registry.connection(server.url) as unknown as Connection<unknown, unknown>
    expect(await request(connection, { method: 'add', params: [1, 2] })).toBe(3)
  })
})

describe('requests of the server', () => {
  const answering = {
    ...requests,
    requestOf: ({ ask, id }: Message) => (ask === undefined ? undefined : { ask, id }),
    reply: (result: unknown, { id }: Message): Message => ({ id: id!, result }),
    replyUnknown: ({ id }: Message): Message => ({ id: id!, error: 'unknown' }),
  }

  async function start() {
    const server = await startServer({ echo: false })
    onTestFinished(() => server.stop())
    const tabs = startTabs(() => ({ codec: json(), requests: answering }) as unknown as ServedOptions)
    const pages = [tabs.openPage(), tabs.openPage(), tabs.openPage()]
    const connections = pages.map(({ registry }) => registry.connection(server.url) as unknown as Connection<Message, Message>)
    for (const connection of connections) connection.retain()
    await Promise.all(connections.map((connection) => untilPhase(connection, 'open')))
    const ask = (id: string) => server.broadcast(JSON.stringify({ id, ask: id }))
    return { server, pages, connections, ask }
  }

  it('are answered once, by a page that responds, and by the next one when that has ended', async () => {
    const { server, pages, connections, ask } = await start()
    const handled: string[] = []
    for (const n of [1, 2]) respond(connections[n]!, (question) => handled.push(`${n}: ${(question as Message).id}`) && n)
    ask('a')
    await waitFor(() => server.messages.length === 1)
    pages[1]!.crash()
    ask('b')
    await waitFor(() => server.messages.length === 2)
    await pause(20)
    expect(handled).toEqual(['1: a', '2: b'])
    expect(server.messages).toEqual(['{"id":"a","result":1}', '{"id":"b","result":2}'])
  })

  it('are passed to the next page when no handler of a page takes them, and refused when none does', async () => {
    const { server, connections, ask } = await start()
    respond(connections[0]!, () => 'first', { match: () => false })
    respond(connections[1]!, () => 'second', { match: (question) => (question as Message).id === 'a' })
    ask('a')
    ask('b')
    await waitFor(() => server.messages.length === 2)
    expect(server.messages).toEqual(['{"id":"a","result":"second"}', '{"id":"b","error":"unknown"}'])
  })
})

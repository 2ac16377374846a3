import { once } from 'node:events'
import { afterEach, beforeEach } from 'vitest'
import { WebSocket } from 'ws'
import type { Stats } from '../../demo/protocol'
import { startDemoServer, type DemoServer } from '../../demo/server/server'

const SESSION = 'session_of_the_tests'

/** Starts a server for each test of the calling file. The server and its clients end with the test. */
export const useDemoServer = () => {
  let server: DemoServer
  const sockets: WebSocket[] = []

  beforeEach(async () => {
    const page = Promise.resolve(new Map([['/index.html', { type: 'text/html', body: Buffer.from('<p>page</p>') }]]))
    server = await startDemoServer({ host: '127.0.0.1', port: 0, page })
  })
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.terminate()
    await server.close()
  })

  const http = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.port}${path}`, init)

  const postJson = (fault: string, body: unknown): Promise<Response> =>
    http(`/faults/${fault}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  const post = (fault: string, body: object, session = SESSION): Promise<Response> => postJson(fault, { session, ...body })

  const stats = async (tab = '', session = SESSION): Promise<Stats> =>
    (await (await http(`/stats?session=${session}&tab=${tab}`)).json()) as Stats

  const urlOf = (path: string, session = SESSION, tab = ''): string =>
    `ws://127.0.0.1:${server.port}${path}?session=${session}&tab=${tab}`

  const dial = (path: string, options: { origin?: string; session?: string; tab?: string } = {}) => {
    const socket = new WebSocket(urlOf(path, options.session, options.tab), options)
    sockets.push(socket)
    const texts: string[] = []
    socket.on('message', (data: Buffer) => texts.push(data.toString('utf8')))
    socket.on('error', () => undefined)
    type Message = Record<string, unknown>
    // A frame of /market is an array of messages.
    const messages = (): Message[] => texts.flatMap<Message>((text) => JSON.parse(text) as Message | Message[])
    const ofType = (type: string) => messages().filter((message) => message['type'] === type)
    const send = (value: unknown): void => socket.send(typeof value === 'string' ? value : JSON.stringify(value))
    // Not `once`, which would reject on the earlier `error` event.
    const closed = new Promise<[number, Buffer]>((resolve) => {
      socket.once('close', (code, reason) => resolve([code, reason]))
    })
    return { socket, texts, messages, ofType, send, closed }
  }

  const open = async (path: string, options?: { session?: string; tab?: string }) => {
    const client = dial(path, options)
    await once(client.socket, 'open')
    return client
  }

  return { port: () => server.port, close: () => server.close(), http, postJson, post, stats, urlOf, dial, open }
}

export type DemoClient = Awaited<ReturnType<ReturnType<typeof useDemoServer>['open']>>

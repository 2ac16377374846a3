// @vitest-environment jsdom
import { cleanup } from '@testing-library/react'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createApp, h } from 'vue'
import { WebSocket } from 'ws'
import { serve } from '../support/per-test'
import { serveSocketIo } from '../support/socket-io-server'
import { pause, waitFor } from '../support/wait-for'
import { libraries, type User, type UseOptions } from './support/compared'

// What docs/compare/index.md says about the behaviour of each library, measured against a real server.

type Name = keyof typeof libraries

// The packages use the global WebSocket. That of jsdom is not used, because it needs the network of a browser.
beforeEach(() => {
  vi.stubGlobal('WebSocket', WebSocket)
  for (const method of ['warn', 'error'] as const) vi.spyOn(console, method).mockImplementation(() => {})
})
afterEach(cleanup)

/** Starts users of one library, which stop at the end of the test. */
async function start(name: Name) {
  const library = await libraries[name]()
  return (url: string | (() => string), options?: UseOptions): User => {
    const user = library.use(url, options)
    onTestFinished(() => user.stop())
    return user
  }
}

describe('sharing', () => {
  it.each<[Name, number]>([
    ['websocket-store', 1],
    ['react-use-websocket', 1],
    ['VueUse', 1],
    ['partysocket', 2],
    ['reconnecting-websocket', 2],
  ])('%s: two users of one url open %i sockets', async (name, sockets) => {
    const server = await serve()
    const use = await start(name)
    use(server.url)
    use(server.url)
    await waitFor(() => server.opened >= sockets)
    await pause(50)
    expect(server.alive).toBe(sockets)
  })

  it.each<[Name, number]>([
    ['websocket-store', 1],
    ['react-use-websocket', 2],
    ['VueUse', 2],
    ['partysocket', 2],
    ['reconnecting-websocket', 2],
  ])('%s: a user that follows the last one needs %i sockets in total', async (name, sockets) => {
    const server = await serve()
    const use = await start(name)
    const first = use(server.url)
    await waitFor(() => server.alive === 1)
    first.stop()
    use(server.url)
    await waitFor(() => server.opened >= sockets)
    await pause(50)
    expect(server.opened).toBe(sockets)
  })
})

describe('rendering', () => {
  it.each<[Name, boolean]>([
    ['websocket-store', false],
    ['react-use-websocket', true],
    ['partysocket', false],
  ])('%s: a component that reads only the ready state renders for messages: %s', async (name, isRendered) => {
    const server = await serve()
    const use = await start(name)
    const user = use(server.url)
    await waitFor(() => server.alive === 1)
    await pause(50)
    const before = user.renders!()
    for (let i = 0; i < 20; i++) server.broadcast(String(i))
    await pause(100)
    expect(user.renders!() - before).toBe(isRendered ? 20 : 0)
  })

  it('VueUse: a component that reads only the status does not render for messages', async () => {
    const server = await serve()
    const { useWebSocket } = await import('@vueuse/core')
    let renders = 0
    const app = createApp({
      setup() {
        const { status } = useWebSocket(server.url) as unknown as { status: { readonly value: string } }
        return () => h('p', [status.value, ++renders])
      },
    })
    app.mount(document.createElement('div'))
    onTestFinished(() => app.unmount())
    await waitFor(() => renders === 2 && server.alive === 1)
    for (let i = 0; i < 20; i++) server.broadcast(String(i))
    await pause(100)
    expect(renders).toBe(2)
  })
})

describe('sending', () => {
  it.each<[Name, number]>([
    ['websocket-store', 1000],
    ['react-use-websocket', 1500],
    ['VueUse', 1500],
    ['partysocket', 1500],
    ['reconnecting-websocket', 1500],
  ])('%s: of 1,500 messages before the open, %i wait', async (name, waiting) => {
    const server = await serve({ onMessage: () => {} })
    const use = await start(name)
    const user = use(server.url)
    for (let i = 0; i < 1500; i++) user.send(String(i))
    await waitFor(() => server.messages.length >= waiting)
    await pause(50)
    expect(server.messages).toHaveLength(waiting)
  })

  it.each<[Name, boolean]>([
    ['websocket-store', false],
    ['react-use-websocket', true],
    ['VueUse', true],
    ['partysocket', true],
  ])('%s: a message that waits for one url is sent to the next: %s', async (name, isSent) => {
    const [oak, elm] = [await serve(), await serve()]
    oak.refuseWith(503)
    const use = await start(name)
    const user = use(oak.url)
    await waitFor(() => oak.requests.length > 0)
    user.send('for oak')
    user.change(elm.url)
    await waitFor(() => elm.alive === 1)
    await pause(100)
    expect(elm.messages).toEqual(isSent ? ['for oak'] : [])
  })
})

describe('reconnecting', () => {
  it.each<[Name, boolean]>([
    ['websocket-store', true],
    ['react-use-websocket', false],
    ['VueUse', false],
    ['partysocket', true],
    ['reconnecting-websocket', true],
  ])('%s: two retries are the limit also when the server accepts each socket and closes it: %s', async (name, isLimited) => {
    const server = await serve({ onConnection: (socket) => socket.close(4000) })
    const use = await start(name)
    use(server.url, { maxAttempts: 2 })
    await waitFor(() => server.opened >= (isLimited ? 2 : 8))
    await pause(200)
    if (isLimited) expect(server.opened).toBe(3)
  })

  it.each<[Name, boolean]>([
    ['websocket-store', true],
    ['react-use-websocket', true],
    ['VueUse', false],
    ['partysocket', true],
    ['reconnecting-websocket', true],
  ])('%s: a url function runs before each attempt: %s', async (name, isCalled) => {
    const server = await serve()
    const use = await start(name)
    let tokens = 0
    use(() => `${server.url}/?token=${++tokens}`)
    await waitFor(() => server.alive === 1)
    await pause(20)
    server.terminateAll()
    await waitFor(() => server.opened === 2)
    const [first, second] = server.requests.map(({ url }) => url)
    expect(first !== second).toBe(isCalled)
  })
})

describe('a server that goes silent', () => {
  it.each<[Name, boolean]>([
    ['websocket-store', true],
    ['react-use-websocket', false],
    ['VueUse', false],
  ])('%s: with a heartbeat of 100 ms, another socket comes within 2 s, before the close event: %s', async (name, isReplaced) => {
    const server = await serve({ onMessage: (message, socket) => message === 'ping' && socket.send('pong') })
    const use = await start(name)
    use(server.url, { heartbeatMs: 100 })
    await waitFor(() => server.messages.length > 0)
    server.silence()
    await pause(2000)
    expect(server.opened > 1).toBe(isReplaced)
  })
})

describe('socket.io-client', () => {
  const connect = (url: string, options: object = {}) => {
    const socket = io(url, { transports: ['websocket'], reconnectionDelay: 5, reconnectionDelayMax: 10, ...options })
    onTestFinished(() => void socket.disconnect())
    return socket
  }

  it('uses one socket for two users of one server', async () => {
    const server = await serveSocketIo()
    server.io.of('/oak')
    server.io.of('/elm')
    connect(`${server.url}/oak`)
    connect(`${server.url}/elm`)
    await waitFor(() => server.dials > 0)
    await pause(50)
    expect(server.engines).toBe(1)
  })

  it('sends all of 1,500 messages that waited for the open', async () => {
    const server = await serveSocketIo()
    let received = 0
    server.io.on('connection', (socket) => socket.onAny(() => received++))
    const socket = connect(server.url)
    for (let i = 0; i < 1500; i++) socket.emit('message', i)
    await waitFor(() => received === 1500)
  })

  it('retries more often than its limit when the server accepts each socket and closes it', async () => {
    const server = await serveSocketIo()
    server.io.on('connection', (socket) => socket.conn.close())
    connect(server.url, { reconnectionAttempts: 2 })
    await waitFor(() => server.dials >= 6)
  })

  it('does not retry after the server disconnects it', async () => {
    const server = await serveSocketIo()
    server.io.on('connection', (socket) => socket.disconnect())
    const socket = connect(server.url)
    await waitFor(() => server.dials === 1 && !socket.active)
    await pause(100)
    expect(server.dials).toBe(1)
  })

  it('calls `auth` before each attempt', async () => {
    const server = await serveSocketIo()
    const tokens: unknown[] = []
    server.io.on('connection', (socket) => void tokens.push(socket.handshake.auth['token']))
    let token = 0
    connect(server.url, { auth: (done: (data: object) => void) => done({ token: ++token }) })
    await waitFor(() => tokens.length === 1)
    server.cutAll()
    await waitFor(() => tokens.length === 2)
    expect(tokens).toEqual([1, 2])
  })

  it('opens another socket soon after the server goes silent', async () => {
    const server = await serveSocketIo({ pingInterval: 100, pingTimeout: 100 })
    connect(server.url)
    const [socket] = await waitFor(() => server.io.sockets.sockets.size > 0 && [...server.io.sockets.sockets.values()])
    // Sends nothing more, and answers nothing: like a frozen process.
    const { transport } = socket!.conn as unknown as { transport: { send(): void; socket: WebSocket } }
    transport.send = () => {}
    transport.socket.pause()
    await waitFor(() => server.dials === 2, { timeoutMs: 2000 })
  })
})

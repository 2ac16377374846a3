/** Programs that each runtime runs with the installed tarball. Each program prints `ok` when it passes. */

const LOAD = {
  mjs: `
    import { WebSocket as Ws, WebSocketServer } from 'ws'
    const load = (entry) => import(entry)
  `,
  cjs: `
    const { WebSocket: Ws, WebSocketServer } = require('ws')
    const load = async (entry) => require(entry)
  `,
}

const IMPORT = `
  const main = async () => {
    const core = await load('websocket-store')
    const react = await load('websocket-store/react')
    const vue = await load('websocket-store/vue')
    for (const name of ['createConnection', 'createRegistry', 'getDefaultRegistry', 'json']) {
      if (typeof core[name] !== 'function') throw new Error(name + ' is missing')
    }
    const { socketIo } = await load('websocket-store/socket-io')
    const { eventSource } = await load('websocket-store/event-source')
    if (typeof socketIo !== 'function' || typeof eventSource !== 'function') throw new Error('a transport is missing')
    if (typeof react.useWebSocket !== 'function' || typeof vue.useWebSocket !== 'function') throw new Error('useWebSocket is missing')
    console.log('ok')
  }
`

/** Sends text and bytes to an echo server, reconnects after the sockets are terminated, and ends without help. */
const echo = (options: string) => `
  const main = async () => {
    const { ReadyState, createConnection } = await load('websocket-store')
    const until = (subscribe) => new Promise((resolve, reject) => {
      const stop = subscribe((...args) => { clearTimeout(timer); stop(); resolve(args) })
      const timer = setTimeout(() => { stop(); reject(new Error('nothing happened for 10 s')) }, 10_000)
    })
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
    server.on('connection', (socket) => socket.on('message', (data, binary) => socket.send(data, { binary })))
    await new Promise((resolve) => server.on('listening', resolve))
    const connection = createConnection('ws://127.0.0.1:' + server.address().port, { reconnect: { delay: () => 20 }, ${options} })

    const first = until((done) => connection.onMessage(done))
    connection.connect()
    connection.send('hello')
    if ((await first)[0] !== 'hello') throw new Error('the text came back changed')

    const second = until((done) => connection.onMessage(done))
    connection.send(new Uint8Array([1, 2, 3]))
    const bytes = (await second)[0]
    if (!(bytes instanceof ArrayBuffer) || bytes.byteLength !== 3) throw new Error('the bytes came back changed')

    const reopened = until((done) => connection.on('open', done))
    for (const socket of server.clients) socket.terminate()
    await reopened

    const closed = until((done) => connection.on('close', done))
    connection.disconnect()
    await closed
    if (connection.getSnapshot().readyState !== ReadyState.CLOSED) throw new Error('it is not closed')
    connection.dispose()
    server.close()
    console.log('ok')
  }
`

const RUN = `main().catch((error) => { console.error(error); process.exit(1) })`

export interface Check {
  readonly name: string
  readonly format: 'mjs' | 'cjs'
  readonly code: string
}

/** The check that needs a built-in WebSocket. Node has one since version 22. */
export const BUILT_IN = 'echoes over the built-in WebSocket'

const BODIES: Readonly<Record<string, string>> = {
  'imports every entry': IMPORT,
  'echoes over ws': echo('WebSocket: Ws'),
  [BUILT_IN]: echo(''),
}

export const CHECK_NAMES = Object.keys(BODIES)

export const checksFor = (hasWebSocket: boolean): Check[] =>
  (['mjs', 'cjs'] as const).flatMap((format) =>
    CHECK_NAMES.filter((name) => hasWebSocket || name !== BUILT_IN).map((name) => ({
      name,
      format,
      code: `${LOAD[format]}${BODIES[name]}${RUN}`,
    })),
  )

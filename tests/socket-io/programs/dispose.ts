import { createServer, type AddressInfo } from 'node:net'
import { io } from 'socket.io-client'
import type * as library from 'websocket-store'
import type * as adapter from 'websocket-store/socket-io'

// Disposes an open, a half-open and a refused connection. Then nothing must keep the process alive.
const [core = '', url = ''] = process.argv.slice(2)
const { createConnection } = (await import(core)) as typeof library
const entry = core.replace('core/index.ts', 'socket-io/index.ts').replace('index.mjs', 'socket-io.mjs')
const { socketIo } = (await import(entry)) as typeof adapter

/** Accepts every connection and never sends anything. */
const silent = createServer()
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
const { port } = silent.address() as AddressInfo
silent.unref()
silent.on('connection', (socket) => socket.unref())

const connections = [url, `http://127.0.0.1:${port}`, 'http://127.0.0.1:1'].map((each) => createConnection(each, socketIo(io)))
for (const connection of connections) {
  connection.on('error', () => {})
  connection.connect()
}
await new Promise<void>((resolve) => connections[0]!.on('open', () => resolve()))
await new Promise((resolve) => setTimeout(resolve, 200))
for (const connection of connections) connection.dispose()
console.log('disposed')

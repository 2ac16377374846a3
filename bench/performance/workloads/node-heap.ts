import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'websocket-store'
import { WebSocket, WebSocketServer } from 'ws'

// W6, in Node. Run with `node --expose-gc`, `raw` or `ours`, and the number of connections. Prints the bytes of heap per idle connection.

const count = Number(process.argv[3])
const WARM_UP = 50
/** A connection is idle when it has been open for longer than `stableAfterMs`. */
const STABLE_MS = 11_000
const collectGarbage = (globalThis as { gc?: () => void }).gc!

const clients: unknown[] = []
/** Declared at module level, so it does not keep the scope of the function that opens a client alive. */
const ignore = () => {}

async function openRaw(url: string): Promise<void> {
  const socket = new WebSocket(url)
  socket.addEventListener('message', ignore)
  clients.push(socket)
  await once(socket, 'open')
}

async function openOurs(url: string): Promise<void> {
  const connection = createConnection(url, { WebSocket })
  connection.onMessage(ignore)
  clients.push(connection)
  let stop = () => {}
  const opened = new Promise<void>((resolve) => (stop = connection.on('open', () => resolve())))
  connection.connect()
  await opened
  stop()
}

const open = process.argv[2] === 'raw' ? openRaw : openOurs

async function heapNow(): Promise<number> {
  // Objects that a task references can be collected only in a later task.
  for (let i = 0; i < 4; i++) {
    await sleep(20)
    collectGarbage()
  }
  return process.memoryUsage().heapUsed
}

async function main(): Promise<void> {
  const http = createServer()
  new WebSocketServer({ server: http })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/feed`
  const openMany = async (more: number) => {
    for (let i = 0; i < more; i++) await open(url)
  }
  await openMany(WARM_UP)
  const before = await heapNow()
  await openMany(count)
  await sleep(STABLE_MS)
  console.log(Math.round(((await heapNow()) - before) / count))
  process.exit()
}

void main()

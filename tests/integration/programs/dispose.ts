import type * as Package from 'websocket-store'
import { WebSocket } from 'ws'

const [, , entry = '', url = ''] = process.argv
const { createConnection, createRegistry } = (await import(entry)) as typeof Package

// These options start every kind of timer that a connection has.
const options = { WebSocket, heartbeat: { intervalMs: 60_000 }, lingerMs: 60_000, reconnect: { delay: () => 60_000 } }
const open = createConnection(url, options)
const lingering = createConnection(url, options)
const waiting = createConnection('ws://127.0.0.1:9', options)
const resolving = createConnection(() => new Promise<string>(() => {}), options)
const registry = createRegistry({ defaults: options })

waiting.on('error', () => {}) // this failure is intended
for (const connection of [open, waiting, resolving]) connection.connect()
const release = lingering.retain()
registry.connection(url).retain()
open.subscribe(() => {})
open.send('queued')

const until = (connection: typeof open, phase: string) =>
  new Promise<void>((resolve) => {
    connection.on('state', (snapshot) => snapshot.phase === phase && resolve())
  })
await Promise.all([until(open, 'open'), until(lingering, 'open'), until(waiting, 'waiting')])
release()

for (const connection of [open, lingering, waiting, resolving]) connection.dispose()
registry.dispose()
console.log('disposed')

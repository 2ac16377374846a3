import type * as Package from 'websocket-store'

// Newer versions of Node have a WebSocket.
Reflect.deleteProperty(globalThis, 'WebSocket')

const [, , entry = ''] = process.argv
const { createConnection } = (await import(entry)) as typeof Package

const connection = createConnection('ws://127.0.0.1:9/?token=secret')
const errors: unknown[] = []
connection.on('error', (error) => void errors.push(error))
connection.connect()
const { phase, error } = connection.getSnapshot()
console.log(JSON.stringify({ phase, code: error?.code, fatal: error?.fatal, message: error?.message, errorCount: errors.length }))

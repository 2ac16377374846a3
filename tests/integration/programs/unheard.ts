import type * as Package from 'websocket-store'

// Newer versions of Node have a WebSocket.
Reflect.deleteProperty(globalThis, 'WebSocket')

const [, , entry = ''] = process.argv
const { createConnection, json } = (await import(entry)) as typeof Package

// This is the example in the README.
const connection = createConnection('ws://127.0.0.1:9/feed?token=secret', { codec: json() })
connection.on('state', ({ phase, retryAt }) => console.log(phase, retryAt))
connection.connect()
connection.send({ type: 'hello' })

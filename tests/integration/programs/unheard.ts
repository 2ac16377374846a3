import type * as Package from 'websocket-store'

// Later versions of Node have one.
Reflect.deleteProperty(globalThis, 'WebSocket')

const [, , entry = ''] = process.argv
const { createConnection, json } = (await import(entry)) as typeof Package

// As the README shows it.
const connection = createConnection('ws://127.0.0.1:9/feed?token=secret', { codec: json() })
connection.on('state', ({ phase, retryAt }) => console.log(phase, retryAt))
connection.connect()
connection.send({ type: 'hello' })
